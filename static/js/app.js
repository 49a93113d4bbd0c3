// Nothing here is needed for a page to work: each element adds one behaviour to HTML that stands without it.
const elements = [
  "camera-first",
  "chosen-chip",
  "grade-choice",
  "item-count",
  "kind-choice",
  "memo-field",
  "photo-field",
  "photo-handover",
  "position-field",
  "rest-of-part",
  "school-choice",
  "time-field",
  "unanswered-ask",
];

for (const name of elements) {
  if (document.querySelector(name)) import(`./components/${name}.js`);
}

document.querySelector(".error-summary")?.focus();
