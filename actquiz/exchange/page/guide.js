"use strict";
// Questions are judged here and now; nothing leaves the page and nothing is kept.
const results = new Map();

function tell(card, right) {
  card.querySelector(".verdict").textContent = right ? "✓ Right." : "✗ Not yet: read the reason.";
  card.querySelector("details").open = true;
  if (!results.has(card.dataset.id)) results.set(card.dataset.id, right);
  const known = [...results.values()].filter(Boolean).length;
  document.getElementById("score").textContent = `${known} of ${results.size} right at the first try.`;
}

function reveal(card) {
  for (const option of card.querySelectorAll(".option")) {
    const right = option.dataset.right === "1";
    option.classList.toggle("right", right);
    option.classList.toggle("wrong", !right && option.getAttribute("aria-pressed") === "true");
  }
}

function bare(text) {
  return text.toLowerCase().replace(/[$\\{}]/g, "").replace(/−/g, "-").replace(/\s+/g, " ").trim();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const card = button && button.closest(".question");
  if (!card) return;
  const list = card.querySelector(".options");
  if (button.classList.contains("option")) {
    const pressed = button.getAttribute("aria-pressed") === "true";
    if (list.dataset.several === "1") {
      button.setAttribute("aria-pressed", String(!pressed));
      return;
    }
    for (const option of card.querySelectorAll(".option")) option.setAttribute("aria-pressed", "false");
    button.setAttribute("aria-pressed", "true");
    reveal(card);
    tell(card, button.dataset.right === "1");
  } else if (list) {
    const options = [...card.querySelectorAll(".option")];
    reveal(card);
    tell(card, options.every((one) => (one.dataset.right === "1") === (one.getAttribute("aria-pressed") === "true")));
  } else {
    const fields = [...card.querySelectorAll(".blank")];
    tell(card, fields.every((one) => JSON.parse(one.dataset.accept).map(bare).includes(bare(one.value))));
  }
});
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
