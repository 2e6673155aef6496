// On the page of a record, words that are selected in the paragraph can be taken into the fields for words; without this
// module they are typed there.

const paragraph = document.querySelector("[data-start]");

function words(range) {
  const copy = range.cloneContents();
  for (const number of copy.querySelectorAll(".ref")) number.remove();
  return copy.textContent;
}

function length(text) {
  // In code points, as the ledger counts.
  return [...text].length;
}

function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (range.collapsed || !paragraph.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const text = words(range);
  const left = length(text) - length(text.trimStart());
  const start = Number(paragraph.dataset.start) + length(words(before)) + left;
  const end = start + length(text.trim());
  return end > start ? `${start}-${end} ${text.trim().split(/\s+/).join(" ")}` : null;
}

for (const field of document.querySelectorAll("[data-take]")) {
  const button = document.createElement("button");
  const label = document.querySelector(`label[for="${field.id}"]`).textContent;
  button.type = "button";
  button.textContent = "Take the words selected above";
  button.setAttribute("aria-label", `${label}: take the words selected above`);
  // A press would end the selection.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const taken = selected();
    if (!taken) {
      button.textContent = "Select words of the paragraph above first";
      return;
    }
    // The first words taken stand for what was read, further ones of the same field beside them.
    field.value = "several" in field.dataset && button.dataset.taken ? `${field.value.trim()}\n${taken}` : taken;
    button.dataset.taken = "yes";
    const amend = field.form.querySelector('[name="verdict"][value="amend"]');
    if (amend) amend.checked = true;
  });
  field.after(button);
}
