// What the pages gain with scripts. Every listener is delegated; pages without scripts work as links and forms.
(function () {
  "use strict";
  const root = document.documentElement;
  const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

  // --- theme: at once, and kept by the same form in the background ---------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = closest(event, "[data-theme-form]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    const body = new FormData(form);
    body.set("tema", event.submitter.value);
    root.dataset.tema = event.submitter.value;
    window.tepatTheme();
    document.querySelectorAll("[data-theme-form] button").forEach((button) => {
      if (button.value === event.submitter.value) button.setAttribute("aria-pressed", "true");
      else button.removeAttribute("aria-pressed");
    });
    fetch(form.action, { method: "POST", body, headers: { "X-Requested-With": "fetch" } }).catch(() => undefined);
    drawCharts(document, true);
  });

  // --- menus that are <details> close on a click elsewhere and on Escape ---------------------------------------------
  document.addEventListener("click", (event) => {
    const here = closest(event, "details.drop");
    document.querySelectorAll("details.drop[open]").forEach((menu) => { if (menu !== here) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = closest(event, "details.drop[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // --- confirm: a link or button with data-confirm opens the <dialog> of that id --------------------------------------
  document.addEventListener("click", (event) => {
    const opener = closest(event, "[data-confirm]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.confirm);
      if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
      return;
    }
    const closer = closest(event, "[data-close-dialog]");
    const open = closer && closer.closest("dialog[open]");
    if (open) { event.preventDefault(); open.close(); }
  });

  // --- a form that is sent is not sent twice ---------------------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.removeAttribute("aria-busy");
    });
  });

  // --- print -----------------------------------------------------------------------------------------------------------
  document.addEventListener("click", (event) => { if (closest(event, "[data-print]")) window.print(); });
  const folded = [];
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("main details:not([open]):not(.drop)").forEach((part) => {
      part.open = true;
      folded.push(part);
    });
  });
  window.addEventListener("afterprint", () => { folded.splice(0).forEach((part) => { part.open = false; }); });

  // --- keyboard: arrows between the rows of a table, "/" to the search, Home and End ------------------------------------
  document.addEventListener("keydown", (event) => {
    const typing = closest(event, "input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const search = document.querySelector("[data-hotkey='/']");
      if (search) { event.preventDefault(); search.focus(); }
      return;
    }
    const link = closest(event, "[data-rows] .row-link");
    if (!link) return;
    const links = Array.from(link.closest("[data-rows]").querySelectorAll(".row-link"));
    const index = links.indexOf(link);
    const next = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: links.length - 1 }[event.key];
    if (next !== undefined && links[next]) { event.preventDefault(); links[next].focus(); }
  });

  // --- htmx: say what changed, go to the first error, say when the server is out of reach --------------------------------
  const region = () => document.getElementById("siaran");
  function say(text) { const live = region(); if (live) { live.textContent = ""; window.setTimeout(() => { live.textContent = text; }, 50); } }
  function warn(text) {
    const list = document.getElementById("pesan");
    if (!list || list.querySelector("[data-offline]")) return;
    const note = document.createElement("div");
    note.className = "note note-error";
    note.dataset.offline = "";
    note.textContent = text;
    list.append(note);
  }
  function focusError(scope) {
    const wrong = scope.querySelector("[aria-invalid='true'], .is-invalid");
    if (wrong) wrong.focus();
    return Boolean(wrong);
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.detail.target;
    document.querySelectorAll("[data-offline]").forEach((note) => note.remove());
    drawCharts(target, false);
    if (focusError(target) || target.closest("[data-progress]") || event.detail.elt.dataset.progress) return;
    const live = region();
    const count = target.querySelector("[data-announce]");
    if (live && (count || target.querySelector("[data-rows]"))) say(count ? count.dataset.announce : live.dataset.ready);
  });
  ["htmx:sendError", "htmx:timeout"].forEach((name) => document.addEventListener(name, () => {
    const live = region();
    if (live) warn(live.dataset.failed);
  }));
  // A form that comes back with errors (422) is shown; every other error goes to its own page by a plain request.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:responseError", (event) => {
    const live = region();
    if (live) warn(`${live.dataset.failed} (${event.detail.xhr.status})`);
  });

  // --- charts: drawn from the table that stands there, which stays to be read ---------------------------------------------
  let library = null;
  function load(source) {
    library = library || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = source;
      script.onload = () => resolve(window.Chart);
      script.onerror = reject;
      document.head.append(script);
    });
    return library;
  }
  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  function read(table) {
    const heads = Array.from(table.tHead.rows[0].cells, (cell) => cell.textContent.trim());
    const rows = Array.from(table.tBodies[0].rows);
    return {
      labels: rows.map((row) => row.cells[0].textContent.trim()),
      series: heads.slice(1).map((label, index) => ({
        label,
        // Positions of bars only; what is read is the text of the cells.
        data: rows.map((row) => (row.cells[index + 1].dataset.value === "" ? null : Number(row.cells[index + 1].dataset.value))),
        texts: rows.map((row) => row.cells[index + 1].textContent.trim()),
      })),
    };
  }
  function options(kind, content, many) {
    const axis = { grid: { color: colour("--line") }, ticks: { color: colour("--quiet") }, border: { display: false } };
    const short = new Intl.NumberFormat(root.lang, { notation: "compact" });
    return {
      responsive: true, maintainAspectRatio: false, animation: false,
      scales: {
        x: { ...axis, grid: { display: false }, stacked: kind === "stack" },
        y: { ...axis, beginAtZero: true, stacked: kind === "stack", ticks: { ...axis.ticks, maxTicksLimit: 6, callback: (value) => short.format(value) } },
      },
      plugins: {
        legend: { display: many, position: "bottom", labels: { color: colour("--text"), boxWidth: 12, boxHeight: 12 } },
        tooltip: { callbacks: { label: (item) => `${item.dataset.label}: ${content.series[item.datasetIndex].texts[item.dataIndex]}` } },
      },
    };
  }
  function draw(Chart, table, canvas) {
    const content = read(table);
    const kind = table.dataset.chart;
    const colours = [colour("--accent"), colour("--bar-rest"), colour("--line-strong"), colour("--good"), colour("--quiet")];
    const datasets = content.series.map((series, index) => ({
      label: series.label, data: series.data, backgroundColor: colours[index % colours.length],
      borderColor: colours[index % colours.length], borderRadius: 3, maxBarThickness: 44, borderWidth: kind === "line" ? 2 : 0, pointRadius: 2,
    }));
    const previous = Chart.getChart(canvas);
    if (previous) previous.destroy();
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    new Chart(canvas, { type: kind === "line" ? "line" : "bar", data: { labels: content.labels, datasets }, options: options(kind, content, datasets.length > 1) });
  }
  function place(table) {
    const existing = table.closest("[data-chart-figure]").querySelector("canvas");
    if (existing) return existing;
    const holder = document.createElement("div");
    const canvas = document.createElement("canvas");
    const fold = document.createElement("details");
    const summary = document.createElement("summary");
    holder.className = "chart-canvas";
    canvas.setAttribute("aria-hidden", "true");
    summary.textContent = table.dataset.show;
    table.before(holder, fold);
    holder.append(canvas);
    fold.append(summary, table);
    return canvas;
  }
  function drawCharts(scope, again) {
    scope.querySelectorAll("table[data-chart]").forEach((table) => {
      if (table.dataset.drawn && !again) return;
      table.dataset.drawn = "1";
      load(table.dataset.chartSrc).then((Chart) => draw(Chart, table, place(table))).catch(() => { library = null; });
    });
  }

  // --- start ------------------------------------------------------------------------------------------------------------
  document.addEventListener("DOMContentLoaded", () => {
    drawCharts(document, false);
    focusError(document);
  });
})();
