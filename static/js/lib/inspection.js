// What an inspection form says at this moment.

// Of the form, or of one part of it.
export function items(form) {
  const rest = new Set(Array.from(form.querySelectorAll("[name=rest]:checked"), (input) => input.value));
  return Array.from(form.querySelectorAll(".item"), (element) => {
    const verdict = element.querySelector(".answer > input:checked")?.value ?? "";
    return {
      element,
      verdict,
      number: element.dataset.number,
      part: element.closest("[data-part]").dataset.part,
      byRest: !verdict && rest.has(element.dataset.rest),
    };
  });
}

export const isAnswered = (item) => Boolean(item.verdict) || item.byRest;

export const unanswered = (form) => items(form).filter((item) => !isAnswered(item));

export const numbers = (some, comma) => some.map((item) => item.number).join(comma);

export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
