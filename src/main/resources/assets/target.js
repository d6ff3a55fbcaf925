'use strict';
/* The page of one target: charts with a common cursor, and the target's output as it is written. */
(() => {
  const byId = id => document.getElementById(id);
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();

  /* charts */
  const section = byId('charts');
  const number = v => Math.abs(v) < 9.95 && v !== Math.round(v) ? v.toFixed(1) : v.toFixed(0);
  const UNITS = {
    cpu: v => number(v) + ' %',
    memory: v => !v ? '0' : v < 1048576 ? Math.round(v / 1024) + ' KiB'
      : v < 1073741824 ? (v / 1048576).toFixed(1) + ' MiB' : (v / 1073741824).toFixed(2) + ' GiB',
  };
  /* Axis labels show integers: a fraction of zeros is removed. */
  const round = text => text.replace(/\.0+ /, ' ');
  const MEBIBYTES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1024, 2048, 5120, 10240];
  const STEPS = { cpu: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], memory: MEBIBYTES.map(some => some * 1048576) };
  const moment = t => {
    const at = new Date(t * 1000);
    return data.to - data.from > 90000 ? dpm.day(at).slice(5) : dpm.minutes(at);
  };
  let range = section.dataset.range, data, plots = [];

  function limitAndMarks(id) {
    return {
      hooks: {
        draw: plot => {
          const limit = data.limits[id];
          if (limit === undefined) return;
          const y = Math.round(plot.valToPos(limit, 'y', true)), { left, width } = plot.bbox, ink = plot.ctx;
          ink.save();
          ink.strokeStyle = colour('quiet');
          ink.lineWidth = devicePixelRatio;
          ink.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
          ink.beginPath(); ink.moveTo(left, y); ink.lineTo(left + width, y); ink.stroke();
          ink.restore();
        },
        setSize: plot => flags(plot),
        setScale: (plot, key) => { if (key === 'x') flags(plot); },
        ready: plot => flags(plot),
      },
    };
  }
  function flags(plot) {
    for (const old of plot.over.querySelectorAll('.flagpole')) old.remove();
    for (const mark of data.marks) {
      const x = plot.valToPos(mark.t, 'x');
      if (!(x >= 0 && x <= plot.over.clientWidth)) continue;
      const flag = document.createElement('a');
      flag.className = 'flagpole ' + mark.kind;
      flag.href = mark.path;
      flag.title = dpm.moment(new Date(mark.t * 1000)) + ': ' + mark.sentence;
      flag.setAttribute('aria-label', flag.title);
      flag.style.left = x + 'px';
      flag.addEventListener('click', event => {
        const line = byId('event-' + mark.sequence);
        if (!line) return;
        event.preventDefault();
        document.querySelectorAll('.found').forEach(found => found.classList.remove('found'));
        line.classList.add('found');
        if (line.closest('details')) line.closest('details').open = true;
        line.scrollIntoView({ block: 'center' });
      });
      plot.over.append(flag);
    }
  }
  function overPaint(id) {
    return (plot) => {
      const limit = data.limits[id], series = colour('series');
      if (limit === undefined || !plot.bbox.height) return series;
      const y = plot.valToPos(limit, 'y', true);
      const share = Math.min(1, Math.max(0, (y - plot.bbox.top) / plot.bbox.height));
      const paint = plot.ctx.createLinearGradient(0, plot.bbox.top, 0, plot.bbox.top + plot.bbox.height);
      paint.addColorStop(0, colour('bad'));
      paint.addColorStop(share, colour('bad'));
      paint.addColorStop(share, series);
      paint.addColorStop(1, series);
      return paint;
    };
  }
  const columns = id => [data.t, data[id], data[id + '_max']];
  function chart(id) {
    const box = document.querySelector(`[data-chart=${id}]`);
    const words = UNITS[id];
    const axis = {
      stroke: () => colour('quiet'), grid: { stroke: () => colour('line'), width: 1 },
      ticks: { show: false }, font: '12px system-ui, sans-serif',
    };
    const plot = new uPlot({
      width: box.clientWidth, height: box.clientHeight,
      cursor: { sync: { key: 'usage' }, drag: { x: false, y: false }, points: { size: 7 } },
      legend: { show: false },
      scales: {
        x: { time: true, range: () => [data.from, data.to] },
        y: { range: (u, low, high) => [0, Math.max(1, high || 0, data.limits[id] || 0) * 1.15] },
      },
      axes: [
        { ...axis, size: 24, space: 80, values: (u, ticks) => ticks.map(t => moment(t)) },
        { ...axis, size: 64, space: 36, incrs: STEPS[id], values: (u, ticks) => ticks.map(v => round(words(v))) },
      ],
      series: [
        {},
        { stroke: overPaint(id), width: 1.5, spanGaps: false, points: { show: false } },
        { stroke: () => colour('wash'), width: 1, spanGaps: false, points: { show: false }, fill: () => colour('wash') },
      ],
      plugins: [limitAndMarks(id), readout(id, words)],
    }, columns(id), box);
    box.classList.add('drawn');
    box.querySelector('svg.plain').setAttribute('hidden', '');
    box.querySelectorAll('.top-of, .zero').forEach(text => { text.hidden = true; });
    return plot;
  }
  function read(plot, at, words) {
    const [times, averages, peaks] = plot.data, value = averages[at];
    const peak = peaks[at] > value * 1.02 ? ', at most ' + words(peaks[at]) : '';
    return dpm.moment(new Date(times[at] * 1000)) + ': ' + (value == null ? 'not measured' : words(value) + peak);
  }
  /* Shows the values under the cursor in the line above the chart. */
  function readout(id, words) {
    const place = document.createElement('span');
    place.className = 'quiet';
    place.id = 'readout-' + id;
    return {
      hooks: {
        init: plot => { plot.root.closest('.chart').append(place); place.className = 'readout quiet'; },
        setCursor: plot => {
          const at = plot.cursor.idx;
          place.textContent = at == null ? '' : read(plot, at, words);
        },
      },
    };
  }
  async function load(wanted) {
    try {
      const answer = await fetch(`${section.dataset.path}/usage?range=${wanted}`, { headers: { Accept: 'application/json' } });
      if (!answer.ok) return;
      data = await answer.json();
    } catch { return; }
    range = wanted;
    for (const button of section.querySelectorAll('[data-range]')) {
      if (button.dataset.range === range) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
    section.querySelector('.times').hidden = true;
    draw();
  }
  function draw() {
    if (!data) return;
    if (plots.length) plots.forEach((plot, i) => { plot.setData(columns(['cpu', 'memory'][i])); flags(plot); });
    else plots = ['cpu', 'memory'].map(chart);
  }
  function point([t, cpu, memory]) {
    if (!data || t <= data.t.at(-1)) return;
    if (data.step > 60) return;
    const figures = { t, cpu, cpu_max: cpu, memory, memory_max: memory };
    for (const [column, figure] of Object.entries(figures)) data[column].push(figure);
    data.from += t - data.to;
    data.to = t;
    while (data.t[0] < data.from) for (const column of Object.keys(figures)) data[column].shift();
    draw();
  }
  section.addEventListener('click', event => {
    const button = event.target.closest('[data-range]');
    if (!button) return;
    event.preventDefault();
    history.replaceState(null, '', '?range=' + button.dataset.range);
    load(button.dataset.range);
  });
  addEventListener('resize', () => plots.forEach(plot => {
    const box = plot.root.parentElement;
    plot.setSize({ width: box.clientWidth, height: box.clientHeight });
  }));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plots.forEach(plot => plot.redraw()));
  setInterval(() => { if (data && !document.hidden) load(range); }, 60000);

  /* output */
  const MOST_LINES = 1000;
  const log = byId('log'), follow = byId('follow');
  let following = true, waiting = [], place = Number(log.dataset.to);
  dpm.place = () => place;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };
  const label = () => {
    follow.setAttribute('aria-pressed', following);
    follow.textContent = following ? 'Following' : waiting.length ? `Paused, ${waiting.length} new ↓` : 'Paused';
  };
  function append(lines) {
    byId('no-output')?.remove();
    log.append(...lines);
    while (log.childElementCount > MOST_LINES) log.firstElementChild.remove();
    dpm.age();
    toEnd();
  }
  function setFollowing(wanted) {
    following = wanted;
    if (following) { append(waiting); waiting = []; }
    label();
  }
  follow.hidden = false;
  follow.addEventListener('click', () => setFollowing(!following));
  log.addEventListener('scroll', () => {
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 24;
    if (following && !isAtEnd) setFollowing(false);
    else if (!following && isAtEnd && !waiting.length) setFollowing(true);
  });
  dpm.handlers.lines = (html, id) => {
    const parts = document.createElement('template');
    parts.innerHTML = html;
    const isNew = line => !line.dataset.at || Number(line.dataset.at) >= place;
    const lines = [...parts.content.children].filter(isNew);
    place = Math.max(place, Number(id));
    if (!lines.length) return;
    if (following) { append(lines); } else { waiting = waiting.concat(lines).slice(-MOST_LINES); label(); }
  };
  /* an empty text: the target has no sample at present */
  dpm.handlers.point = text => { if (text) point(JSON.parse(text)); };

  document.addEventListener('DOMContentLoaded', () => { load(range); toEnd(); label(); });
})();
