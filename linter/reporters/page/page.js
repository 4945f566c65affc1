"use strict";
// Everything shown comes from the data block as text (textContent), never as markup.
(() => {
  const skip = document.querySelector(".skip");
  skip.addEventListener("click", (event) => {
    event.preventDefault(); // the address holds the filters
    document.getElementById("diagnostics").focus();
  });
  const form = document.querySelector(".filters");
  if (!form) return;

  const [SEVERITY, RULE, PATH, PROVIDER, MONTH, LINE, COLUMN, MESSAGE, SOURCE, CARETS, FIX, REMARKS, FIELD] = Array(13).keys();
  const APPLICABILITY = 1; // in a fix
  const BATCH = 100;
  const MOST_PRINTED = 2000;
  const TABLE_COLUMNS = 5;
  const data = JSON.parse(document.getElementById("data").textContent);
  const fieldKinds = data.fields.map((field) => field.replace(/\[\d+\]/g, "[]"));
  const folders = data.paths.map((path) => (path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "."));
  const lowerPaths = data.paths.map((path) => path.toLowerCase());
  const body = document.getElementById("rows");
  const count = document.getElementById("count");
  const more = document.getElementById("more");
  const nothing = document.getElementById("nothing");
  const order = { column: "", down: false };
  let found = [];
  let sizes = new Map();
  let shown = 0;

  // --- rows

  function make(tag, text, className) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    return element;
  }

  function cell(text, className) {
    const element = make("td", text, className);
    element.setAttribute("role", "cell");
    return element;
  }

  // Shows what a text has in backticks as code.
  function textInto(element, text) {
    text.split("`").forEach((part, number) => {
      if (part) element.append(number % 2 ? make("code", part) : part);
    });
    return element;
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

  function fixInto(element, [title, applicability, line, marks]) {
    element.append(textInto(make("p", undefined, "fix"), `${title} (${applicability} fix)`));
    if (line) element.append(excerpt("", line, marks));
  }

  function tableRow(row) {
    const severity = data.severities[row[SEVERITY]];
    const [code, name, url] = data.rules[row[RULE]];
    const element = make("tr", undefined, severity);
    element.setAttribute("role", "row");
    const place = cell(sizes.size ? "" : `${data.paths[row[PATH]]} `);
    place.append(make("span", `${row[LINE]}:${row[COLUMN]}`, "place"));
    const rule = cell();
    const link = make("a", code);
    link.href = url;
    rule.append(link, " ", make("span", name, "name"));
    const message = textInto(cell(), row[MESSAGE]);
    message.append(excerpt(`${row[LINE]} | `, row[SOURCE], row[CARETS]));
    for (const remark of row[REMARKS] || []) message.append(textInto(make("p", undefined, "remark"), remark));
    if (row[FIX]) fixInto(message, row[FIX]);
    element.append(cell(severity, severity), place, cell(data.fields[row[FIELD]], "field"), rule, message);
    return element;
  }

  function groupRow(path) {
    const element = make("tr", undefined, "group");
    element.setAttribute("role", "row");
    const head = make("th", data.paths[path]);
    head.setAttribute("role", "rowheader");
    head.colSpan = TABLE_COLUMNS;
    head.append(" ", make("span", amount(sizes.get(path)), "name"));
    element.append(head);
    return element;
  }

  // A source line that is longer than its cell scrolls: with the keyboard, too, and beginning where the carets are.
  function settle(row) {
    for (const block of row.querySelectorAll("pre")) {
      const scrolls = block.scrollWidth > block.clientWidth;
      if (scrolls) block.tabIndex = 0;
      else block.removeAttribute("tabindex");
      const carets = block.querySelector(".carets");
      if (scrolls && carets && carets.offsetLeft + carets.offsetWidth > block.clientWidth) {
        block.scrollLeft = carets.offsetLeft - block.clientWidth / 3;
      }
    }
  }

  function showMore(most = BATCH) {
    const rows = [];
    found.slice(shown, shown + most).forEach((row, number) => {
      const before = found[shown + number - 1];
      if (sizes.size && (!before || before[PATH] !== row[PATH])) rows.push(groupRow(row[PATH]));
      rows.push(tableRow(row));
    });
    body.append(...rows);
    rows.forEach(settle);
    shown = Math.min(shown + most, found.length);
    more.hidden = shown === found.length;
  }

  function amount(number) {
    return number.toLocaleString("en");
  }

  // --- filters

  function filter() {
    const values = new FormData(form);
    const severities = new Set(values.getAll("severity"));
    const path = values.get("path").trim().toLowerCase();
    const fromRoot = path.includes("/"); // `news/2015` is not `old/news/2015`, as in .gitignore
    const text = values.get("text").toLowerCase();
    const month = values.get("month");
    const fix = values.get("fix");
    const rules = numbers(data.rules.map((rule) => rule[0]), values.get("rule"));
    const providers = numbers(data.providers, values.get("provider"));
    const fields = numbers(fieldKinds, values.get("field"));
    const paths = numbers(folders, values.get("folder"));
    found = data.rows.filter((row) =>
      severities.has(data.severities[row[SEVERITY]])
      && (!rules || rules.has(row[RULE]))
      && (!fields || fields.has(row[FIELD]))
      && (!paths || paths.has(row[PATH]))
      && (!providers || providers.has(row[PROVIDER]))
      && data.months[row[MONTH]].startsWith(month)
      && (!fix || fix === (row[FIX] ? row[FIX][APPLICABILITY] : "none"))
      && (fromRoot ? lowerPaths[row[PATH]].startsWith(path) : lowerPaths[row[PATH]].includes(path))
      && (row[MESSAGE].toLowerCase().includes(text) || row[SOURCE].toLowerCase().includes(text)));
    sort();
    group(values.has("grouped"));
    body.replaceChildren();
    shown = 0;
    showMore();
    body.parentElement.hidden = found.length === 0;
    nothing.hidden = found.length > 0;
    const all = data.rows.length;
    count.textContent = `${found.length === all ? amount(all) : `${amount(found.length)} of ${amount(all)}`} diagnostic${all === 1 ? "" : "s"}`;
    fitCommands(values.get("rule"));
    writeAddress(values);
  }

  // The numbers of those names that were chosen; null for all.
  function numbers(names, chosen) {
    return chosen === "" ? null : new Set(names.flatMap((name, number) => (name === chosen ? [number] : [])));
  }

  function group(wanted) {
    sizes = new Map();
    if (!wanted) return;
    for (const row of found) sizes.set(row[PATH], (sizes.get(row[PATH]) || 0) + 1);
    found = [...found].sort((one, other) => one[PATH] - other[PATH]); // stable: within a file the order stays
  }

  function offer(name, options) {
    const select = form.elements.namedItem(name);
    for (const [value, label] of options) {
      const option = make("option", label);
      option.value = value;
      select.append(option);
    }
  }

  function put(name, value) {
    const control = form.elements.namedItem(name);
    if (control.tagName === "SELECT" && ![...control.options].some((option) => option.value === value)) {
      offer(name, [[value, value]]);
    }
    control.value = value;
  }

  // --- sorting

  const places = { severity: SEVERITY, rule: RULE, field: FIELD };
  const ranks = { rule: ranked(data.rules.map((rule) => rule[0])), field: ranked(data.fields) };

  function ranked(names) {
    const sorted = [...names].sort();
    const rankOf = new Map(sorted.map((name, rank) => [name, rank]));
    return names.map((name) => rankOf.get(name));
  }

  function sort() {
    const at = places[order.column];
    if (at !== undefined) {
      const rank = ranks[order.column];
      const key = rank ? (row) => rank[row[at]] : (row) => row[at];
      found.sort((one, other) => (order.down ? key(other) - key(one) : key(one) - key(other)));
    } else if (order.down) {
      found.reverse(); // by place is how the data come
    }
    for (const button of document.querySelectorAll("[data-sort]")) {
      const chosen = button.dataset.sort === order.column;
      button.parentElement.setAttribute("aria-sort", chosen ? (order.down ? "descending" : "ascending") : "none");
    }
  }

  function sortBy(column) {
    order.down = order.column === column && !order.down;
    order.column = column;
    filter();
  }

  // --- the address

  function writeAddress(values) {
    const kept = new URLSearchParams();
    const severities = values.getAll("severity");
    if (severities.length < data.severities.length) kept.set("severity", severities.join(","));
    for (const [name, value] of values) if (name !== "severity" && value) kept.set(name, value);
    if (order.column) kept.set("sort", (order.down ? "-" : "") + order.column);
    const hash = kept.toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  function readAddress() {
    const kept = new URLSearchParams(location.hash.slice(1));
    form.reset();
    if (kept.has("severity")) {
      const severities = kept.get("severity").split(",");
      for (const box of form.querySelectorAll("[name=severity]")) box.checked = severities.includes(box.value);
    }
    for (const name of ["rule", "field", "folder", "provider", "month", "fix", "path", "text"]) put(name, kept.get(name) || "");
    form.elements.namedItem("grouped").checked = kept.has("grouped");
    const column = kept.get("sort") || "";
    order.down = column.startsWith("-");
    order.column = column.replace("-", "");
    filter();
  }

  function showAll() {
    history.replaceState(null, "", location.pathname + location.search);
    readAddress();
  }

  // --- commands

  function fitCommands(rule) {
    for (const code of document.querySelectorAll("[data-command]")) {
      code.textContent = code.dataset.command + (rule ? ` --select ${rule}` : "");
    }
  }

  async function copy(button) {
    const code = button.parentElement.querySelector("code");
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(code);
      button.textContent = "Selected: press Ctrl+C";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  }

  // --- all together

  const distinct = (names) => [...new Set(names)].sort().map((name) => [name, name]);
  offer("rule", data.rules.map(([code, name]) => [code, `${code} ${name}`]).sort());
  offer("field", distinct(fieldKinds));
  offer("folder", distinct(folders).map(([folder]) => [folder, folder === "." ? "(the root)" : folder]));
  offer("provider", distinct(data.providers));
  offer("month", distinct(data.months));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  for (const button of document.querySelectorAll(".all")) button.addEventListener("click", showAll);
  for (const button of document.querySelectorAll(".chart button:enabled")) {
    button.addEventListener("click", () => {
      put(button.dataset.filter, button.dataset.value);
      filter();
      document.getElementById("diagnostics").scrollIntoView();
    });
  }
  for (const button of document.querySelectorAll("[data-sort]")) button.addEventListener("click", () => sortBy(button.dataset.sort));
  for (const button of document.querySelectorAll(".copy")) button.addEventListener("click", () => copy(button));
  more.firstElementChild.addEventListener("click", () => showMore());
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting) && shown < found.length) showMore();
  }, { rootMargin: "800px" }).observe(more);
  window.addEventListener("hashchange", readAddress);
  window.addEventListener("resize", () => body.querySelectorAll("tr").forEach(settle));
  window.addEventListener("beforeprint", () => {
    for (const charts of document.querySelectorAll("details")) charts.open = true;
    showMore(Math.max(MOST_PRINTED - shown, 0));
  });
  readAddress();
})();
