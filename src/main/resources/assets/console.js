'use strict';
/* Updates the ages of times, turns an open page into a newer version, asks before actions that end something, and shows their results. */
window.dpm = (() => {
  const body = document.body;
  const byId = id => document.getElementById(id);
  const csrf = () => document.querySelector('.top input[name=csrf]')?.value || '';
  let skew = Date.now() - Number(body.dataset.now);

  function configure() {
    htmx.config.allowEval = false;
    htmx.config.includeIndicatorStyles = false;
    htmx.config.historyCacheSize = 0;
    htmx.config.defaultSettleDelay = 0;
    htmx.config.responseHandling = [{ code: '204', swap: false }, { code: '.*', swap: true }];
  }

  /* Times are shown in the reader's time zone with 24 hours, whatever the language; ages in the same words as the server's. */
  const two = number => String(number).padStart(2, '0');
  const minutes = at => `${two(at.getHours())}:${two(at.getMinutes())}`;
  const clock = at => `${minutes(at)}:${two(at.getSeconds())}`;
  const day = at => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const moment = at => `${day(at)} ${clock(at)}`;
  const now = () => Date.now() - skew;
  const pair = (a, unit, b, small) => b ? `${a} ${unit} ${b} ${small}` : `${a} ${unit}`;
  function words(s) {
    if (s < 60) return `${s} s`;
    if (s < 3600) return pair(Math.floor(s / 60), 'min', s % 60, 's');
    if (s < 86400) return pair(Math.floor(s / 3600), 'h', Math.floor(s % 3600 / 60), 'min');
    return pair(Math.floor(s / 86400), 'd', Math.floor(s % 86400 / 3600), 'h');
  }
  const passed = at => Math.max(0, Math.floor((now() - at) / 1000));
  const left = at => Math.max(0, Math.floor((at - now()) / 1000));
  const ago = at => passed(at) < 1 ? 'just now' : words(passed(at)) + ' ago';
  const shortMoment = at => day(at) === day(new Date(now())) ? clock(at) : moment(at);
  const TEXTS = {
    ago,
    for: at => words(passed(at)),
    since: at => `${shortMoment(at)}, ${ago(at)}`,
    until: at => left(at) < 1 ? 'now' : 'in ' + words(left(at)),
    axis: minutes,
    clock,
    by: at => '≤ ' + clock(at),
  };
  const titleOf = (kind, at) => kind === 'by' ? 'written before this page was opened at ' + moment(at) : moment(at);
  function age() {
    document.querySelectorAll('time[data-age]').forEach(ageOne);
  }
  function ageOne(time) {
    const at = new Date(time.dateTime);
    const text = TEXTS[time.dataset.age](at);
    const title = titleOf(time.dataset.age, at);
    if (time.textContent !== text) time.textContent = text;
    if (time.title !== title) time.title = title;
  }

  /* Turns an element into another, and leaves equal parts untouched, so that focus, selection and scroll position are kept. */
  function patch(from, to) {
    if (from.nodeType !== to.nodeType || from.nodeName !== to.nodeName) { from.replaceWith(to); return; }
    if (from.nodeType !== Node.ELEMENT_NODE) { if (from.data !== to.data) from.data = to.data; return; }
    if (from.hasAttribute('data-keep') || from.nodeName === 'TIME' && isSameTime(from, to)) return;
    patchAttributes(from, to);
    if (from.matches('input[name=csrf]')) from.value = csrf();
    patchChildren(from, to);
  }
  const isSameTime = (from, to) => from.dateTime === to.dateTime && from.dataset.age === to.dataset.age;
  function patchAttributes(from, to) {
    for (const { name, value } of [...to.attributes]) {
      if (from.getAttribute(name) !== value) from.setAttribute(name, value);
    }
    for (const { name } of [...from.attributes]) {
      if (!to.hasAttribute(name) && name !== 'open') from.removeAttribute(name);
    }
  }
  function patchChildren(from, to) {
    let at = from.firstChild;
    for (const wanted of [...to.childNodes]) at = place(from, at, wanted);
    removeFrom(at);
  }
  /* Inserts the wanted child before the child `at`, or turns `at` into it. Returns the child with which the next call continues. */
  function place(from, at, wanted) {
    const known = wanted.id && [...from.children].find(child => child.id === wanted.id);
    if (known) {
      const next = known === at ? at.nextSibling : at;
      if (known !== at) from.insertBefore(known, at);
      patch(known, wanted);
      return next;
    }
    if (at && !at.id && !wanted.id && at.nodeName === wanted.nodeName) {
      const next = at.nextSibling;
      patch(at, wanted);
      return next;
    }
    from.insertBefore(wanted, at);
    return at;
  }
  function removeFrom(at) {
    while (at) { const next = at.nextSibling; at.remove(); at = next; }
  }
  function keepingFocus(change) {
    const focused = document.activeElement;
    change();
    if (focused !== document.activeElement && focused.isConnected) focused.focus({ preventScroll: true });
  }
  function apply(html) {
    const parts = document.createElement('template');
    parts.innerHTML = html;
    parts.content.querySelectorAll('input[name=csrf]').forEach(input => input.setAttribute('value', csrf()));
    keepingFocus(() => [...parts.content.children].forEach(replace));
    head();
    settle();
    filter();
    age();
  }
  function replace(part) {
    const here = byId(part.id);
    if (here) {
      patch(here, part);
      if (byId(part.id)) htmx.process(byId(part.id));
    } else if (part.matches('.row')) {
      if (byId('targets').tagName !== 'UL') location.reload();
      else byId('targets').append(part);
      htmx.process(part);
    }
  }
  /* Sorts the rows of targets by these names, and removes rows with other names; '-' means no target. */
  function order(names) {
    const list = byId('targets'), wanted = names.split(' ').filter(name => name && name !== '-');
    if (list.tagName !== 'UL' || !wanted.length) {
      if (wanted.length || list.tagName === 'UL') location.reload();
      return;
    }
    keepingFocus(() => rearrange(list, wanted));
    filter();
  }
  function rearrange(list, wanted) {
    for (const row of [...list.children]) if (!wanted.includes(row.dataset.name)) row.remove();
    wanted.forEach((name, i) => {
      const row = byId('row-' + name);
      if (row && list.children[i] !== row) list.insertBefore(row, list.children[i] || null);
    });
  }
  function head() {
    const facts = byId('summary')?.dataset;
    if (!facts || body.classList.contains('stale')) return;
    if (document.title !== facts.title) document.title = facts.title;
    const icon = `/assets/icon/${Math.min(10, facts.troubles)}.svg`;
    if (byId('icon').getAttribute('href') !== icon) byId('icon').href = icon;
    if (body.dataset.newest && body.dataset.newest !== facts.newest) byId('said').textContent = facts.said;
    body.dataset.newest = facts.newest;
  }

  /* The filter of rows, by name and state. Rows of healthy targets may be folded, until the user opens them. */
  const tools = byId('tools');
  let isFolded = byId('targets')?.classList.contains('folded');
  const isWanted = (row, name, state) => `${row.dataset.name} ${row.dataset.tags ?? ''}`.toLowerCase().includes(name)
    && (!state || (state === 'trouble' ? row.matches('.troubled') : row.dataset.state === state));
  function filter() {
    if (!tools) return;
    const name = tools.elements.name.value.trim().toLowerCase(), state = tools.elements.state.value;
    const rows = [...document.querySelectorAll('#targets > .row')];
    for (const row of rows) row.hidden = !isWanted(row, name, state);
    byId('targets').classList.toggle('folded', isFolded && !name && !state);
    byId('matches').textContent = name || state ? `${rows.filter(row => !row.hidden).length} of ${rows.length}` : '';
    foldWords(name || state);
  }
  function foldWords(isFiltered) {
    const fold = byId('fold'), button = fold.querySelector('[data-fold]');
    fold.hidden = Boolean(isFiltered);
    if (!button) return;
    button.textContent = `${isFolded ? 'Show' : 'Hide'} the ${fold.dataset.calm} that are well`;
    button.setAttribute('aria-expanded', String(!isFolded));
  }
  function toggleFold(event) {
    event.preventDefault();
    isFolded = !isFolded;
    history.replaceState(null, '', isFolded ? '/' : '/?all=yes');
    filter();
  }
  function wireTools() {
    tools?.addEventListener('input', filter);
    tools?.addEventListener('submit', event => { event.preventDefault(); filter(); });
    filter();
  }

  /* An action is finished when its target has reached a stable state, by an event newer than the action. */
  function settle() {
    document.querySelectorAll('[data-busy]').forEach(settleOne);
  }
  function settleOne(note) {
    const target = document.querySelector(`[data-name="${CSS.escape(note.dataset.busy)}"]`);
    if (!target?.dataset.settled || Number(target.dataset.settled) <= Number(note.dataset.after)) return;
    note.textContent = target.dataset.sentence;
    delete note.dataset.busy;
    setTimeout(() => note.remove(), 20000);
  }
  /* Opens the dialog only after htmx has taken over its buttons: before that, Enter would load the form's answer as a new page. */
  function showAsked(event) {
    const ask = byId('ask');
    if (event.detail.target === ask && ask.firstChild) {
      if (!ask.open) ask.showModal();
      focusFirst(ask);
    } else if (ask.open) {
      ask.close();
    }
    settle();
  }
  function focusFirst(ask) {
    const first = ['[role=alert]', 'input:not([type=hidden])', 'button'].map(it => ask.querySelector(it)).find(it => it);
    first?.focus();
    if (first?.matches('[role=alert]')) first.scrollIntoView({ block: 'nearest' });
  }
  function answered(event) {
    const { xhr, target } = event.detail;
    const kind = xhr.getResponseHeader('Content-Type') || '';
    if (xhr.status < 400 || xhr.status !== 401 && kind.startsWith('text/html')) return;
    event.detail.shouldSwap = false;
    if (byId('ask').open && (xhr.status === 401 || isOfOldSession(xhr))) keepAsked(target);
    else if (xhr.status === 401) say(target, 'Not done: you are no longer logged in. ', logIn());
    else say(target, refusal(xhr));
  }
  function refusal(xhr) {
    try { return 'Not done: ' + JSON.parse(xhr.responseText).detail; }
    catch { return `It was not done: the runner answered ${xhr.status}.`; }
  }
  const isOfOldSession = xhr => xhr.status === 403 && xhr.responseText.includes('not of the session');
  /* What was typed into a dialog outlives the session: the login has a tab of its own, and the form gets the new token. */
  function keepAsked(target) {
    const way = logIn();
    way.target = '_blank';
    say(target, 'Not done: you are no longer logged in. ', way, ' in another tab; nothing here is lost meanwhile.');
    askAgain();
  }
  async function askAgain() {
    if (!byId('ask').open) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (answer.ok) return renew(await answer.text());
    } catch { /* the runner does not answer: live.js says so */ }
    setTimeout(askAgain, 2000);
  }
  /* Gives the forms of this page the token of the session for which a page was loaded. */
  function renew(page) {
    const token = new DOMParser().parseFromString(page, 'text/html').querySelector('input[name=csrf]')?.value;
    if (!token) return;
    for (const it of document.querySelectorAll('input[name=csrf]')) it.value = token;
    if (!byId('ask').open) return;
    say(byId('ask'), 'You are logged in again. Nothing here is lost: send it once more.');
    byId('ask').querySelector('[data-said]')?.classList.remove('bad');
  }
  const logIn = () => link('Log in again', '/login?next=' + encodeURIComponent(location.pathname + location.search));
  function link(text, href) {
    const a = document.createElement('a');
    a.href = href;
    a.textContent = text;
    return a;
  }
  function say(target, ...parts) {
    const ask = byId('ask');
    const place = target === ask || ask.open ? ask.querySelector('form') || body.querySelector('.note') : target;
    const note = document.createElement('p');
    note.setAttribute('role', 'alert');
    note.className = 'notice bad';
    note.dataset.said = '';
    note.append(...parts);
    place?.querySelectorAll('[data-said]').forEach(it => it.remove());
    const fields = place?.querySelector('.fields');
    if (fields) fields.before(note); else place?.append(note);
    note.scrollIntoView({ block: 'nearest' });
  }
  function clicked(event) {
    if (event.target.closest('dialog [data-close]')) { event.preventDefault(); byId('ask').close(); }
    if (event.target === byId('ask')) byId('ask').close();
    if (tools && event.target.closest('[data-fold]')) toggleFold(event);
  }
  function pressed(event) {
    if (event.key === ' ' && event.target.matches?.('a[role=button]')) { event.preventDefault(); event.target.click(); }
  }
  function keepTheme() {
    const theme = /(?:^|; )dpm_theme=(light|dark)/.exec(document.cookie);
    if (theme && !document.documentElement.dataset.theme) document.documentElement.dataset.theme = theme[1];
  }

  const unanswered = event => say(event.detail.target, 'Not done: the runner does not answer.');
  function begin() {
    keepTheme();
    head();
    wireTools();
    age();
  }

  configure();
  document.addEventListener('htmx:afterSettle', showAsked);
  document.addEventListener('htmx:beforeSwap', answered);
  document.addEventListener('htmx:sendError', unanswered);
  document.addEventListener('click', clicked);
  document.addEventListener('keydown', pressed);
  document.addEventListener('DOMContentLoaded', begin);
  return {
    apply, order, head, age, words, moment, minutes, day, link, logIn, renew, now,
    setNow: at => { skew = Date.now() - at; },
    handlers: {},
    place: null,
  };
})();
