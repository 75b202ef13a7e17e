"use strict";
(function () {
  const page = JSON.parse(document.getElementById("data").textContent);
  const ACCENT = "#0b5a6e", PALE = "#cfe1e6", SOFT = "#5d656d", LINE = "#e4e7ea";
  const FONT = '12px system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif';
  const WIDTH = 680; // what a page of A4 holds between its margins
  const SHOWN = 500;

  // ---- the cases behind a number -------------------------------------------------------------------------------------
  const [ID, AT, EVENT, CAMERA, PLACE, STATE, MARKS, BEFORE, GRID, DEPARTMENT] = Array(10).keys();
  const keyOf = {
    day: c => c[AT].slice(0, 10), grid: c => c[GRID], department: c => c[DEPARTMENT],
    camera: c => c[CAMERA], event: c => c[EVENT],
  };

  function element(parent, name, text) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text; // text, never markup
    parent.appendChild(made);
    return made;
  }

  function casesOf(set) {
    const marks = Number(set.marks), before = Number(set.before), key = keyOf[set.by];
    return page.cases.filter(c => c[BEFORE] === before && (c[MARKS] & marks) === marks && (!key || key(c) === set.key));
  }

  function open(button) {
    const cases = casesOf(button.dataset);
    const dialog = document.getElementById("cases");
    dialog.replaceChildren();
    const close = element(dialog, "button", "Close");
    close.className = "close";
    close.type = "button";
    close.onclick = () => dialog.close();
    element(dialog, "h2", button.dataset.title + ", " + cases.length + (cases.length === 1 ? " case" : " cases"))
      .id = "cases-title";
    const table = element(dialog, "table");
    const head = element(element(table, "thead"), "tr");
    ["Case", "Reported", "Event", "Camera", "Place", "State"].forEach(title => element(head, "th", title));
    const body = element(table, "tbody");
    const rows = some => some.forEach(c => {
      const row = element(body, "tr");
      [c[ID], c[AT], c[EVENT].replace(/_/g, " "), c[CAMERA], c[PLACE], c[STATE].replace(/_/g, " ")]
        .forEach(text => element(row, "td", text));
    });
    rows(cases.slice(0, SHOWN));
    if (cases.length > SHOWN) {
      const more = element(dialog, "button", "Show the other " + (cases.length - SHOWN));
      more.type = "button";
      more.onclick = () => { more.remove(); rows(cases.slice(SHOWN)); };
    }
    dialog.showModal();
  }
  document.addEventListener("click", event => {
    const button = event.target.closest("button[data-marks]");
    if (button) open(button);
  });

  // ---- charts --------------------------------------------------------------------------------------------------------
  const whole = v => Number.isInteger(v) ? String(v) : "";
  const short = s => s.length > 22 ? s.slice(0, 21) + "…" : s;
  const base = (height) => ({
    width: WIDTH, height, cursor: {show: false}, select: {show: false}, legend: {show: false},
  });
  const axis = extra => Object.assign(
    {stroke: SOFT, font: FONT, grid: {stroke: LINE, width: 1}, ticks: {show: false}}, extra);
  const names = (rows, every) => ({
    grid: {show: false}, splits: () => rows.map((_, i) => i).filter(i => i % every === 0),
    values: (u, splits) => splits.map(i => rows[i] === undefined ? "" : short(rows[i][0])),
  });

  function key(parent) {
    const line = element(parent, "div");
    line.className = "key-line";
    [["pale", "reported"], ["full", "of them closed"]].forEach(([kind, text]) => {
      const item = element(line, "span");
      element(item, "i").className = kind;
      item.append(text);
    });
  }

  /** Two bars for each row, the second within the first: light and dark, so that they print in black and white. */
  function bars(parent, rows, lying) {
    key(parent);
    const n = rows.length;
    const every = lying ? 1 : Math.ceil(n / 8);
    const most = Math.max(4, ...rows.map(r => r[1]));
    const bar = (size, fill) => ({
      stroke: ACCENT, width: 1, fill, points: {show: false}, paths: uPlot.paths.bars({size: [size, lying ? 20 : 40]}),
    });
    new uPlot(Object.assign(base(lying ? 50 + 30 * n : 240), {
      scales: {
        x: {time: false, ori: lying ? 1 : 0, dir: lying ? -1 : 1, range: [-0.6, n - 0.4]},
        y: {ori: lying ? 0 : 1, range: [0, most * 1.05]},
      },
      axes: [
        axis(Object.assign(names(rows, every), lying ? {side: 3, size: 165} : {side: 2})),
        axis({side: lying ? 2 : 3, values: (u, splits) => splits.map(whole), size: lying ? 36 : 46}),
      ],
      series: [{}, bar(0.72, PALE), bar(0.4, ACCENT)],
    }), [rows.map((_, i) => i), rows.map(r => r[1]), rows.map(r => r[2])], parent);
  }

  /** A dot on a line for each row, 0 to 100 percent. */
  function intervals(parent, rows) {
    if (rows.length === 0) {
      element(parent, "p", "No case has been judged.");
      return;
    }
    const whiskers = u => {
      const ctx = u.ctx, px = uPlot.pxRatio;
      ctx.save();
      ctx.strokeStyle = ACCENT;
      ctx.fillStyle = ACCENT;
      rows.forEach((row, i) => {
        const y = u.valToPos(i, "x", true), at = v => u.valToPos(v, "y", true);
        ctx.lineWidth = 1.5 * px;
        ctx.beginPath();
        ctx.moveTo(at(row[2]), y);
        ctx.lineTo(at(row[3]), y);
        [row[2], row[3]].forEach(end => { ctx.moveTo(at(end), y - 4 * px); ctx.lineTo(at(end), y + 4 * px); });
        ctx.stroke();
        ctx.beginPath();
        ctx.arc(at(row[1]), y, 4.5 * px, 0, 2 * Math.PI);
        ctx.fill();
      });
      ctx.restore();
    };
    const n = rows.length;
    new uPlot(Object.assign(base(50 + 28 * n), {
      scales: {x: {time: false, ori: 1, dir: -1, range: [-0.6, n - 0.4]}, y: {ori: 0, range: [-1, 101]}},
      axes: [
        axis(Object.assign(names(rows, 1), {side: 3, size: 165})),
        axis({side: 2, size: 36, splits: () => [0, 25, 50, 75, 100], values: (u, s) => s.map(v => v + " %")}),
      ],
      series: [{}, {paths: () => null, points: {show: false}}],
      hooks: {draw: [whiskers]},
    }), [rows.map((_, i) => i), rows.map(r => r[1])], parent);
  }

  for (const [id, chart] of Object.entries(page.charts)) {
    const parent = document.getElementById("chart-" + id);
    if (chart.kind === "intervals") intervals(parent, chart.rows);
    else if (chart.rows.length > 0) bars(parent, chart.rows, chart.kind === "rows");
  }
  document.documentElement.dataset.ready = "yes";
})();
