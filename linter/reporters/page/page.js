"use strict";
// Everything shown comes from the data block as text (textContent), never as markup.
(() => {
  const form = document.querySelector(".filters");
  if (!form) return;

  const [SEVERITY, RULE, PATH, PROVIDER, MONTH, LINE, COLUMN, MESSAGE, SOURCE, CARETS, FIX, REMARKS] = Array(12).keys();
  const BATCH = 100;
  const MOST_PRINTED = 2000;
  const data = JSON.parse(document.getElementById("data").textContent);
  const body = document.getElementById("rows");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  let found = data.rows;
  let shown = 0;

  function make(tag, text, className) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function messageInto(cell, message) {
    message.split("`").forEach((part, number) => {
      if (part) cell.append(number % 2 ? make("code", part) : part);
    });
  }

  function excerpt(head, line, marks) {
    const block = make("pre", head + line);
    const carets = marks.trimStart();
    if (carets) {
      const before = " ".repeat(Math.max(head.length - 2, 0)) + head.slice(-2);
      block.append(`\n${before}${" ".repeat(marks.length - carets.length)}`, make("span", carets, "carets"));
    }
    return block;
  }

  function fixInto(cell, [title, applicability, line, marks]) {
    cell.append(make("p", `${title} (${applicability} fix)`, "fix"));
    if (line) cell.append(excerpt("", line, marks));
  }

  function tableRow(row) {
    const severity = data.severities[row[SEVERITY]];
    const [code, name, url] = data.rules[row[RULE]];
    const element = make("tr", undefined, severity);
    const place = make("td", data.paths[row[PATH]]);
    place.append(make("span", `${row[LINE]}:${row[COLUMN]}`, "place"));
    const rule = make("td");
    const link = make("a", code);
    link.href = url;
    rule.append(link, make("span", name, "name"));
    const message = make("td");
    messageInto(message, row[MESSAGE]);
    message.append(excerpt(`${row[LINE]} | `, row[SOURCE], row[CARETS]));
    for (const remark of row[REMARKS] || []) message.append(make("p", remark, "remark"));
    if (row[FIX]) fixInto(message, row[FIX]);
    element.append(make("td", severity, severity), place, rule, message);
    return element;
  }

  // On a narrow screen a source line scrolls: begin where the carets are.
  function reveal(row) {
    for (const carets of row.querySelectorAll(".carets")) {
      const block = carets.parentElement;
      if (carets.offsetLeft + carets.offsetWidth > block.clientWidth) block.scrollLeft = carets.offsetLeft - block.clientWidth / 3;
    }
  }

  function showMore(most = BATCH) {
    const rows = found.slice(shown, shown + most).map(tableRow);
    body.append(...rows);
    rows.forEach(reveal);
    shown = Math.min(shown + most, found.length);
    more.hidden = shown === found.length;
  }

  function filter() {
    const values = new FormData(form);
    const severities = new Set(values.getAll("severity"));
    const path = values.get("path").toLowerCase();
    const text = values.get("text").toLowerCase();
    const month = values.get("month");
    const rules = numbers(data.rules.map((rule) => rule[0]), values.get("rule"));
    const providers = numbers(data.providers, values.get("provider"));
    found = data.rows.filter((row) =>
      severities.has(data.severities[row[SEVERITY]])
      && (!rules || rules.has(row[RULE]))
      && (!providers || providers.has(row[PROVIDER]))
      && data.months[row[MONTH]].startsWith(month)
      && (!values.has("fixable") || row[FIX])
      && data.paths[row[PATH]].toLowerCase().includes(path)
      && (row[MESSAGE].toLowerCase().includes(text) || row[SOURCE].toLowerCase().includes(text)));
    body.replaceChildren();
    shown = 0;
    showMore();
    count.textContent = found.length === data.rows.length
      ? `${found.length} diagnostics` : `${found.length} of ${data.rows.length} diagnostics`;
  }

  function numbers(names, chosen) {
    return chosen === "" ? null : new Set([names.indexOf(chosen)]);
  }

  function offer(name, options) {
    const select = form.elements.namedItem(name);
    for (const [value, label] of options) {
      const option = make("option", label);
      option.value = value;
      select.append(option);
    }
  }

  function choose(name, value) {
    const control = form.elements.namedItem(name);
    if (control.tagName === "SELECT" && ![...control.options].some((option) => option.value === value)) {
      offer(name, [[value, value]]);
    }
    control.value = value;
    filter();
    document.getElementById("diagnostics").scrollIntoView();
  }

  offer("rule", data.rules.map(([code, name]) => [code, `${code} ${name}`]).sort());
  offer("provider", data.providers.map((name) => [name, name]).sort());
  offer("month", data.months.map((month) => [month, month]).sort());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  for (const button of document.querySelectorAll(".chart button:enabled")) {
    button.addEventListener("click", () => choose(button.dataset.filter, button.dataset.value));
  }
  more.firstElementChild.addEventListener("click", () => showMore());
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && shown < found.length) showMore();
  }, { rootMargin: "800px" }).observe(more);
  window.addEventListener("beforeprint", () => showMore(Math.max(MOST_PRINTED - shown, 0)));
  filter();
})();
