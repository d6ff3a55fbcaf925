'use strict';
/* Keeps the operator's page up to date: requests it every ten seconds, and updates it in place. Open sections stay open. */
(() => {
  const PAUSE = 10000;
  const banner = document.getElementById('lost');
  let heard = Date.now();

  function take(fresh) {
    const open = [...document.querySelectorAll('#fleet details[open]')].map(each => each.id);
    const focused = document.activeElement?.closest('#fleet [id]')?.id;
    for (const id of ['fleet', 'summary']) {
      const now = document.getElementById(id), next = fresh.getElementById(id);
      if (now && next && now.outerHTML !== next.outerHTML) now.replaceWith(document.adoptNode(next));
    }
    open.map(id => document.getElementById(id)).filter(Boolean).forEach(each => { each.open = true; });
    const again = focused && document.getElementById(focused);
    if (again && document.activeElement === document.body) (again.querySelector('summary') || again).focus({ preventScroll: true });
    document.title = fresh.title;
    document.getElementById('icon').href = fresh.getElementById('icon').getAttribute('href');
    dpm.setNow(Number(fresh.body.dataset.now));
    dpm.age();
  }
  function lost(sentence, way) {
    document.body.classList.add('stale');
    banner.textContent = sentence;
    if (way) banner.append(way);
    banner.hidden = false;
  }
  async function ask() {
    if (!document.hidden) {
      try {
        const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
        if (answer.redirected) lost('You are no longer logged in, so what is shown here is old. ', dpm.link('Log in', '/login'));
        else if (!answer.ok) throw new Error(answer.status);
        else {
          take(new DOMParser().parseFromString(await answer.text(), 'text/html'));
          heard = Date.now();
          document.body.classList.remove('stale');
          banner.hidden = true;
        }
      } catch {
        const old = dpm.words(Math.round((Date.now() - heard) / 1000));
        lost(`No connection to the operator. What is shown here is ${old} old; it comes back by itself.`);
      }
    }
    setTimeout(ask, PAUSE);
  }
  setTimeout(ask, PAUSE);
})();
