// A range of dates: dragged on the bars of a histogram, or set by two sliders below it; both fill the date fields.
//
// The form is sent when the pointer lets go. By keyboard the sliders only fill the fields, and Enter sends.

export function prepare(form) {
  if (!form.isConnected || form.querySelector("[type=range]")) return; // it was replaced, or prepared, while this was loaded
  const list = form.querySelector(".years");
  const bars = [...list.children];
  const [after, before] = form.querySelectorAll("[type=date]");
  const [low, high] = [slider(after, 0), slider(before, bars.length - 1)];
  let began = null; // the bar where the pointer went down
  let dragged = false;

  function show(first, last) {
    [low.value, high.value] = [first, last];
    after.value = bars[first].dataset.first;
    before.value = bars[last].dataset.last;
    bars.forEach((bar, number) => bar.classList.toggle("out-of-range", number < first || number > last));
    name();
  }

  function name() {
    low.setAttribute("aria-valuetext", bars[low.value].dataset.when);
    high.setAttribute("aria-valuetext", bars[high.value].dataset.when);
  }

  const at = ({ clientX }) => {
    const { left, width } = list.getBoundingClientRect();
    return Math.max(0, Math.min(bars.length - 1, Math.floor(((clientX - left) / width) * bars.length)));
  };

  function slider({ labels }, value) {
    const made = document.createElement("input");
    Object.assign(made, { type: "range", min: 0, max: bars.length - 1, value, ariaLabel: labels[0].textContent });
    return made;
  }

  for (const each of [low, high]) {
    let held = false;
    each.addEventListener("pointerdown", () => (held = true));
    each.addEventListener("input", () => {
      if (+low.value > +high.value) each.value = each === low ? high.value : low.value;
      show(+low.value, +high.value);
    });
    each.addEventListener("change", () => held && form.requestSubmit());
    each.addEventListener("keydown", (event) => {
      held = false;
      if (event.key !== "Enter") return;
      event.preventDefault();
      form.requestSubmit();
    });
  }

  list.addEventListener("dragstart", (event) => event.preventDefault());
  list.addEventListener("pointerdown", (event) => {
    if (event.button === 0) [began, dragged] = [at(event), false];
  });
  list.addEventListener("pointermove", (event) => {
    if (began === null || (!dragged && at(event) === began)) return;
    if (!dragged) list.setPointerCapture(event.pointerId);
    dragged = true;
    show(Math.min(began, at(event)), Math.max(began, at(event)));
  });
  list.addEventListener("pointerup", () => {
    began = null;
    if (dragged) form.requestSubmit();
  });
  list.addEventListener("pointercancel", () => (began = null));
  list.addEventListener("click", (event) => dragged && event.preventDefault(), true);

  form.style.setProperty("--bars", bars.length);
  form.querySelector(".range").append(low, high);
  name();
}
