// Nothing here is needed for a page to work: each element adds one behaviour to HTML that stands without it.
const elements = [
  "grade-choice",
  "item-count",
  "photo-field",
  "position-field",
  "rest-of-part",
  "time-field",
  "unanswered-ask",
];

for (const name of elements) {
  if (document.querySelector(name)) import(`./components/${name}.js`);
}

document.querySelector(".error-summary")?.focus();
