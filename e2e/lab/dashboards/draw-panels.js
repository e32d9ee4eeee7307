/* global document, uPlot, window -- runs in a browser, beside the library that Grafana draws with. */

const COLOURS = [
  '#73bf69',
  '#f2cc0c',
  '#8ab8ff',
  '#ff780a',
  '#f2495c',
  '#b877d9',
  '#37872d',
  '#e0b400',
  '#5794f2',
];
const STAT_COLOURS = { green: '#73bf69', orange: '#ff9830', red: '#f2495c', blue: '#8ab8ff' };
const COLUMN = 66;
const ROW = 38;
const GAP = 8;
const LEGEND = 34;
const AXIS = {
  stroke: '#aaa',
  grid: { stroke: '#2c3235' },
  ticks: { stroke: '#2c3235' },
  font: '11px sans-serif',
};

/** Scales of a unit, from the largest: what it is divided by, and what is written behind. */
const SCALES = {
  s: [
    [86_400, ' d'],
    [3_600, ' h'],
    [60, ' min'],
    [1, ' s'],
    [0.001, ' ms'],
  ],
  bytes: [
    [2 ** 30, ' GiB'],
    [2 ** 20, ' MiB'],
    [2 ** 10, ' KiB'],
    [1, ' B'],
  ],
  percentunit: [[0.01, ' %']],
};

function written(value, unit, decimals = null) {
  const scales = SCALES[unit] ?? [[1, ['reqps', 'cps', 'ops'].includes(unit) ? '/s' : '']];
  const [divisor, behind] = scales.find(([least]) => Math.abs(value) >= least) ?? scales.at(-1);
  const scaled = value / divisor;
  return `${decimals === null ? Number(scaled.toPrecision(3)) : scaled.toFixed(decimals)}${behind}`;
}

function element(parent, name, style, text = '') {
  const made = parent.appendChild(document.createElement(name));
  Object.assign(made.style, style);
  made.textContent = text;
  return made;
}

function drawStat(box, { lines, unit, decimals, steps }) {
  const inner = element(box, 'div', {
    display: 'flex',
    gap: '18px',
    justifyContent: 'center',
    paddingTop: '20px',
  });
  for (const { name, points } of lines) {
    const value = points.at(-1)[1];
    const { color } = steps.findLast((step) => step.value === null || value >= step.value) ?? {
      color: 'green',
    };
    const one = element(inner, 'div', { textAlign: 'center' });
    element(one, 'div', { fontSize: '26px', color: STAT_COLOURS[color] }, written(value, unit, decimals));
    element(one, 'div', { fontSize: '12px', color: '#aaa' }, name);
  }
}

function drawGraph(box, { lines, unit, max, isStacked }, width, height) {
  const times = [...new Set(lines.flatMap(({ points }) => points.map(([at]) => at)))].toSorted(
    (a, b) => a - b,
  );
  const values = lines.map(({ points }) => {
    const byTime = new Map(points);
    return times.map((at) => byTime.get(at) ?? null);
  });
  const shown = isStacked
    ? values.map((_, index) =>
        times.map((__, at) => values.slice(0, index + 1).reduce((sum, line) => sum + (line[at] ?? 0), 0)),
      )
    : values;
  const series = lines.map(({ name }, index) => ({
    label: name,
    stroke: COLOURS[index % COLOURS.length],
    width: 1.5,
    points: { show: times.length < 2 },
  }));
  const top = (_plot, _low, high) => [0, max ?? (high > 0 ? high * 1.1 : 1)];
  const axes = [
    AXIS,
    { ...AXIS, size: 62, values: (_plot, marks) => marks.map((mark) => written(mark, unit)) },
  ];
  const options = {
    width,
    height: height - LEGEND,
    legend: { show: false },
    scales: { y: { range: top } },
    axes,
    series: [{}, ...series],
  };
  const plot = new uPlot(options, [times, ...shown], box);
  plot.root.style.height = `${height - LEGEND}px`;
  const legend = element(box, 'div', {
    fontSize: '11px',
    height: `${LEGEND}px`,
    overflow: 'hidden',
    padding: '0 8px',
  });
  for (const { label, stroke } of series) {
    element(legend, 'span', { color: stroke }, '▬ ');
    element(legend, 'span', { color: '#ccc', marginRight: '10px' }, label);
  }
}

function drawPanel(page, panel) {
  const { x, y, w, h } = panel.place;
  const [width, height] = [w * COLUMN - GAP, h * ROW - GAP];
  const isRow = panel.type === 'row';
  const box = element(page, 'div', {
    position: 'absolute',
    left: `${x * COLUMN}px`,
    top: `${y * ROW + 50}px`,
    width: `${width}px`,
    height: `${height}px`,
    overflow: 'hidden',
    background: isRow ? 'none' : '#181b1f',
    border: isRow ? 'none' : '1px solid #2c3235',
  });
  element(
    box,
    'div',
    { padding: '6px 8px', fontWeight: '600', fontSize: isRow ? '16px' : '13px' },
    panel.title,
  );
  if (isRow) return;
  if (panel.note !== '')
    element(box, 'pre', { padding: '0 8px', fontSize: '11px', color: '#aaa', margin: 0 }, panel.note);
  else if (panel.type === 'stat') drawStat(box, panel);
  else drawGraph(box, panel, width - 2, height - 30);
}

window.drawDashboard = ({ title, panels }) => {
  Object.assign(document.body.style, {
    margin: '12px',
    background: '#111217',
    color: '#ddd',
    fontFamily: 'sans-serif',
  });
  const bottom = Math.max(...panels.map(({ place }) => place.y + place.h));
  const page = element(document.body, 'div', {
    position: 'relative',
    height: `${bottom * ROW + 60}px`,
    width: `${24 * COLUMN}px`,
  });
  element(page, 'div', { fontSize: '20px' }, title);
  for (const panel of panels) drawPanel(page, panel);
};
