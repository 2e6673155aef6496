// Keys: j and k go to the next and previous claim (or hit), / to the search field, ? to the help. All pages work without.

const STOPS = ".ref, .hit > a, .headline";

function typing(target) {
  return target.closest("input, textarea, select, [contenteditable]") !== null;
}

function step(by) {
  const stops = [...document.querySelectorAll(STOPS)];
  if (stops.length === 0) return;
  const at = stops.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + by, 0), stops.length - 1);
  stops[next].focus();
  stops[next].scrollIntoView({ block: "center" });
}

function show(ref) {
  for (const note of document.querySelectorAll(".note.here")) note.classList.remove("here");
  const note = ref && document.getElementById(`note-${ref.id}`);
  if (note) note.classList.add("here");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") document.getElementById("find")?.focus();
  else if (event.key === "?") window.location.assign("/help");
  else return;
  event.preventDefault();
});

for (const type of ["focusin", "mouseover"]) {
  document.addEventListener(type, (event) => {
    if (event.target instanceof Element && event.target.matches(".ref")) show(event.target);
  });
}
