'use strict';
/* Keeps an open page true, asks before what ends something, and says what came of it. Without it all works by reloading. */
(() => {
  const body = document.body;
  const byId = id => document.getElementById(id);
  const csrf = () => document.querySelector('.top input[name=csrf]')?.value || '';
  let skew = Date.now() - Number(body.dataset.now);
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false;
  htmx.config.historyCacheSize = 0;
  htmx.config.defaultSettleDelay = 0;
  htmx.config.responseHandling = [{ code: '204', swap: false }, { code: '.*', swap: true }];

  /* Times that age in place; the same words as the server's. */
  const pair = (a, unit, b, small) => b ? `${a} ${unit} ${b} ${small}` : `${a} ${unit}`;
  const words = s => s < 60 ? `${s} s`
    : s < 3600 ? pair(Math.floor(s / 60), 'min', s % 60, 's')
    : s < 86400 ? pair(Math.floor(s / 3600), 'h', Math.floor(s % 3600 / 60), 'min')
    : pair(Math.floor(s / 86400), 'd', Math.floor(s % 86400 / 3600), 'h');
  const clock = (time, options) => time.toLocaleTimeString([], options);
  function age() {
    const now = Date.now() - skew;
    for (const time of document.querySelectorAll('time[data-age]')) {
      const at = new Date(time.dateTime);
      const seconds = Math.max(0, Math.floor((now - at) / 1000));
      const kind = time.dataset.age;
      const text = kind === 'ago' ? (seconds < 1 ? 'just now' : words(seconds) + ' ago')
        : kind === 'for' ? words(seconds)
        : kind === 'axis' ? clock(at, { hour: '2-digit', minute: '2-digit' }) : clock(at);
      if (time.textContent !== text) time.textContent = text;
      const local = at.toLocaleString();
      if (time.title !== local) time.title = local;
    }
  }

  /* Changes an element into another without touching what is the same: focus, selection and scrolling stay. */
  function patch(from, to) {
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) { from.replaceWith(to); return; }
    if (from.nodeType !== Node.ELEMENT_NODE) { if (from.data !== to.data) from.data = to.data; return; }
    if (from.hasAttribute('data-keep') || from.nodeName === 'TIME' && from.dateTime === to.dateTime) return;
    for (const { name, value } of [...to.attributes]) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    for (const { name } of [...from.attributes]) if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
    if (from.matches('input[name=csrf]')) from.value = csrf();
    let at = from.firstChild;
    for (const wanted of [...to.childNodes]) {
      const known = wanted.id && [...from.children].find(child => child.id === wanted.id);
      if (known) {
        if (known !== at) from.insertBefore(known, at); else at = at.nextSibling;
        patch(known, wanted);
      } else if (at && !at.id && !wanted.id && at.nodeName === wanted.nodeName) {
        const next = at.nextSibling;
        patch(at, wanted);
        at = next;
      } else {
        from.insertBefore(wanted, at);
      }
    }
    while (at) { const next = at.nextSibling; at.remove(); at = next; }
  }
  function apply(html) {
    const focused = document.activeElement;
    const parts = document.createElement('template');
    parts.innerHTML = html;
    parts.content.querySelectorAll('input[name=csrf]').forEach(input => input.setAttribute('value', csrf()));
    for (const part of [...parts.content.children]) {
      const here = byId(part.id);
      if (!here) {
        if (part.matches('.row')) byId('targets').tagName === 'UL' ? byId('targets').append(part) : location.reload();
        continue;
      }
      patch(here, part);
      if (byId(part.id)) htmx.process(byId(part.id));
    }
    if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
    head();
    settle();
    age();
  }
  /* Rows that moved, and those that are gone; '-' stands for none. */
  function order(names) {
    const list = byId('targets'), wanted = names.split(' ').filter(name => name && name !== '-');
    if (list.tagName !== 'UL' || !wanted.length) { if (wanted.length || list.tagName === 'UL') location.reload(); return; }
    const focused = document.activeElement;
    for (const row of [...list.children]) if (!wanted.includes(row.dataset.name)) row.remove();
    wanted.forEach((name, i) => {
      const row = byId('row-' + name);
      if (row && list.children[i] !== row) list.insertBefore(row, list.children[i] || null);
    });
    if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  }
  function head() {
    const facts = byId('summary')?.dataset;
    if (!facts) return;
    if (document.title !== facts.title) document.title = facts.title;
    const icon = `/assets/icon/${Math.min(10, facts.troubles)}.svg`;
    if (byId('icon').getAttribute('href') !== icon) byId('icon').href = icon;
    if (body.dataset.newest && body.dataset.newest !== facts.newest) byId('said').textContent = facts.said;
    body.dataset.newest = facts.newest;
  }

  /* An action has come to its end when its target has settled after a newer event. */
  function settle() {
    for (const note of document.querySelectorAll('[data-busy]')) {
      const target = document.querySelector(`[data-name="${CSS.escape(note.dataset.busy)}"]`);
      if (target?.dataset.settled && Number(target.dataset.settled) > Number(note.dataset.after)) {
        note.textContent = target.dataset.sentence;
        delete note.dataset.busy;
        setTimeout(() => note.remove(), 20000);
      }
    }
  }
  /* Shown once its buttons are htmx's: an Enter before that would send the form as a page of its own. */
  document.addEventListener('htmx:afterSettle', event => {
    const ask = byId('ask');
    if (event.detail.target === ask && ask.firstChild) {
      if (!ask.open) ask.showModal();
      (ask.querySelector('[role=alert]') || ask.querySelector('input:not([type=hidden])') || ask.querySelector('button'))?.focus();
    } else if (ask.open) {
      ask.close();
    }
    settle();
  });
  document.addEventListener('htmx:beforeSwap', event => {
    const { xhr, target } = event.detail;
    const kind = xhr.getResponseHeader('Content-Type') || '';
    if (xhr.status >= 400 && (!kind.startsWith('text/html') || xhr.status === 401)) {
      event.detail.shouldSwap = false;
      let sentence = `It was not done: the runner answered ${xhr.status}.`;
      try { sentence = 'Not done: ' + JSON.parse(xhr.responseText).detail; } catch { /* no problem+json: the sentence stands */ }
      say(target, sentence);
    }
  });
  document.addEventListener('htmx:sendError', event => say(event.detail.target, 'Not done: the runner does not answer.'));
  function say(target, sentence) {
    const ask = byId('ask');
    const place = target === ask || ask.open ? ask.querySelector('form') || body.querySelector('.note') : target;
    const note = document.createElement('p');
    note.setAttribute('role', 'alert');
    note.className = 'notice bad';
    note.textContent = sentence;
    if (place) place.append(note);
  }
  document.addEventListener('click', event => {
    if (event.target.closest('dialog [data-close]')) { event.preventDefault(); byId('ask').close(); }
    if (event.target === byId('ask')) byId('ask').close();
  });
  document.addEventListener('keydown', event => {
    if (event.key === ' ' && event.target.matches?.('a[role=button]')) { event.preventDefault(); event.target.click(); }
  });

  /* The stream. A hidden page closes it: a browser has six connections for all pages of one host. */
  const SILENCE = 12000;
  let stream, heard = Date.now(), retry;
  window.dpm = { apply, age, words, now: () => Date.now() - skew, handlers: {}, place: null };
  function open() {
    clearTimeout(retry);
    stream?.close();
    let url = body.dataset.live;
    if (dpm.place) url = url.replace(/after=\d+/, 'after=' + dpm.place());
    stream = new EventSource(url);
    const on = (name, act) => stream.addEventListener(name, event => { hear(); act(event.data, event.lastEventId); });
    on('patch', apply);
    on('order', order);
    on('tick', data => { skew = Date.now() - Number(data); });
    on('gone', () => { stream.close(); lost('This target was removed. ', 'Go to the overview', '/'); });
    for (const [name, act] of Object.entries(dpm.handlers)) on(name, act);
    stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) closed(); };
  }
  async function closed() {
    try {
      const answer = await fetch(location.href, { method: 'GET', headers: { Accept: 'text/html' } });
      if (answer.status === 401) { lost('You are no longer logged in. ', 'Log in again', '/login'); return; }
      if (answer.status === 404) { lost('This target is no longer there. ', 'Go to the overview', '/'); return; }
    } catch { /* not back yet */ }
    retry = setTimeout(open, 2000);
  }
  function hear() {
    heard = Date.now();
    if (body.classList.contains('stale')) { body.classList.remove('stale'); byId('lost').hidden = true; delete byId('lost').dataset.final; }
  }
  function lost(sentence, link, href) {
    const banner = byId('lost');
    body.classList.add('stale');
    banner.textContent = sentence;
    if (link) {
      const a = document.createElement('a');
      a.href = href;
      a.textContent = link;
      banner.append(a);
      banner.dataset.final = '';
    }
    banner.hidden = false;
  }
  function watch() {
    age();
    const silent = Date.now() - heard;
    if (document.hidden || !body.dataset.live || 'final' in byId('lost').dataset) return;
    if (silent > SILENCE || stream?.readyState === EventSource.CONNECTING && silent > 3000) {
      lost(`No connection to the runner. What is shown here is ${words(Math.round(silent / 1000))} old; it comes back by itself.`);
      if (silent > 3 * SILENCE && stream?.readyState === EventSource.OPEN) open();
    }
  }
  document.addEventListener('visibilitychange', () => {
    if (!body.dataset.live) return;
    if (document.hidden) { clearTimeout(retry); stream?.close(); stream = null; } else if (!stream) { heard = Date.now(); open(); }
  });
  addEventListener('pagehide', () => { stream?.close(); stream = null; });
  addEventListener('pageshow', event => { if (event.persisted && body.dataset.live) open(); });
  document.addEventListener('DOMContentLoaded', () => {
    const theme = /(?:^|; )dpm_theme=(light|dark)/.exec(document.cookie);
    if (theme && !document.documentElement.dataset.theme) document.documentElement.dataset.theme = theme[1];
    head();
    age();
    setInterval(watch, 1000);
    if (body.dataset.live && !document.hidden) open();
  });
})();
