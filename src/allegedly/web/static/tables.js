// Tables with data-sort sort by a column when its heading is pressed: by data-key where a cell has one, else by its words.
// Without this module they are tables all the same.

const NUMBER = /^[\s~<>≥≤]*-?[\d,]+(\.\d+)?/;

function key(row, column) {
  const cell = row.cells[column];
  const text = cell?.dataset.key ?? cell?.textContent.trim() ?? "";
  const number = NUMBER.exec(text);
  return number && !/^\d{4}-\d\d/.test(text) ? Number(number[0].replace(/[^\d.-]/g, "")) : text;
}

function compare(a, b) {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true });
}

function sort(table, heading) {
  const column = heading.cellIndex;
  const up = heading.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", up ? "ascending" : "descending");
  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => [key(row, column), row]);
  rows.sort(([a], [b]) => (up ? compare(a, b) : compare(b, a)));
  body.append(...rows.map(([, row]) => row));
}

for (const table of document.querySelectorAll("table[data-sort]")) {
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => sort(table, heading));
  }
}
