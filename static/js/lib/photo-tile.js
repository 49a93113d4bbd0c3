import { fill } from "./inspection.js";

// One chosen photo among the thumbnails. `photo`: {file, made: as prepare() says or null, isUnread}; `words`: the
// dataset of its field; `acts`: {remove, blur} are called when their button is pressed.
export function photoTile(photo, number, words, acts) {
  const tile = document.createElement("li");
  tile.className = "photo is-new";
  const named = (name) => fill(words[name], { number });
  tile.append(face(photo, number, words), button(words.remove, named("removeOne"), acts.remove));
  if (acts.blur && photo.made?.thumbnail) tile.append(button(words.blur, named("blurOne"), acts.blur, "is-blur"));
  return tile;
}

function face({ file, made, isUnread }, number, words) {
  const shown = made?.thumbnail ? new Blob([made.thumbnail], { type: "image/jpeg" }) : isUnread && file;
  if (shown) return image(shown, fill(words.photo, { number }), file.name);
  return said(made ? file.name : words.wait);
}

const said = (textContent) => Object.assign(document.createElement("span"), { textContent });

function image(shown, alt, name) {
  const src = URL.createObjectURL(shown);
  const element = Object.assign(document.createElement("img"), { alt, src });
  element.onload = () => URL.revokeObjectURL(src);
  // Not every browser can show what every camera makes (HEIC); the server can read it.
  element.onerror = () => {
    URL.revokeObjectURL(src);
    element.replaceWith(said(name));
  };
  return element;
}

// Six of them say the same to the eye; each says to the ear which photo it is about.
function button(textContent, label, act, extra = "") {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent });
  made.setAttribute("aria-label", label);
  made.className = `photo-mark ${extra}`.trim();
  made.addEventListener("click", act);
  return made;
}
