'use strict';
/* The event stream that keeps an open page up to date, and the banner that is shown while there is no stream. */
(() => {
  const body = document.body;
  const banner = document.getElementById('lost');
  /* Milliseconds without an event after which the connection counts as lost; the runner sends an event at least every five seconds. */
  const SILENCE = 12000;
  const AGAIN = 2000;
  let stream, heard = Date.now(), retry, isOut = false;

  function address() {
    const url = body.dataset.live;
    return dpm.place ? url.replace(/after=\d+/, 'after=' + dpm.place()) : url;
  }
  /* A hidden page closes its stream, because a browser opens at most six connections for all pages of one host. */
  function open() {
    clearTimeout(retry);
    stream?.close();
    stream = new EventSource(address());
    const on = (name, act) => stream.addEventListener(name, event => { hear(); act(event.data, event.lastEventId); });
    on('patch', dpm.apply);
    on('order', dpm.order);
    on('tick', data => dpm.setNow(Number(data)));
    on('gone', () => { stream.close(); lost('This target was removed. ', dpm.link('Go to the overview', '/')); });
    for (const [name, act] of Object.entries(dpm.handlers)) on(name, act);
    stream.onerror = () => { if (stream?.readyState === EventSource.CLOSED) ask(); };
  }
  /* Finds out why the server closed the stream: logged out, target removed, or a failure after which the stream can be opened again. */
  async function ask() {
    clearTimeout(retry);
    try {
      const answer = await fetch(location.href, { method: 'GET', headers: { Accept: 'text/html' } });
      if (answer.status === 401) loggedOut();
      else if (answer.status === 404) lost('This target is no longer there. ', dpm.link('Go to the overview', '/'));
      else if (isOut) loggedIn(await answer.text());
      else retry = setTimeout(open, AGAIN);
    } catch {
      retry = setTimeout(ask, AGAIN);
    }
  }
  /* The forms of this page are of the old session, so it is loaded anew; with a dialog open, it gets the new token instead. */
  function loggedIn(page) {
    if (!document.querySelector('dialog[open]')) { location.reload(); return; }
    isOut = false;
    dpm.renew(page);
    open();
  }
  /* Whoever logs in elsewhere in this browser has this page back too. */
  function loggedOut() {
    if (!isOut) lost('You are no longer logged in, so what is shown here is old. ', dpm.logIn());
    isOut = true;
    retry = setTimeout(ask, AGAIN);
  }
  function hear() {
    heard = Date.now();
    if (!body.classList.contains('stale')) return;
    body.classList.remove('stale');
    banner.hidden = true;
    delete banner.dataset.final;
    dpm.head();
  }
  function lost(sentence, way) {
    body.classList.add('stale');
    banner.textContent = sentence;
    if (way) {
      banner.append(way);
      banner.dataset.final = '';
    }
    banner.hidden = false;
    const page = document.getElementById('summary')?.dataset.title || document.title;
    document.title = `${isOut || way ? 'Not current' : 'No connection'} · ${page}`;
  }
  function watch() {
    dpm.age();
    if (document.hidden || !body.dataset.live || 'final' in banner.dataset) return;
    const silent = Date.now() - heard;
    if (silent > SILENCE || stream?.readyState === EventSource.CONNECTING && silent > 3000) {
      const old = dpm.words(Math.round(silent / 1000));
      lost(`No connection to the runner. What is shown here is ${old} old; it comes back by itself.`);
      if (silent > 3 * SILENCE && stream?.readyState === EventSource.OPEN) open();
    }
  }
  function seen() {
    if (!body.dataset.live) return;
    if (document.hidden) {
      clearTimeout(retry);
      stream?.close();
      stream = null;
    } else if (!stream) {
      heard = Date.now();
      open();
    }
  }
  document.addEventListener('visibilitychange', seen);
  addEventListener('pagehide', () => { stream?.close(); stream = null; });
  addEventListener('pageshow', event => { if (event.persisted && body.dataset.live) open(); });
  document.addEventListener('DOMContentLoaded', () => {
    setInterval(watch, 1000);
    if (body.dataset.live && !document.hidden) open();
  });
})();
