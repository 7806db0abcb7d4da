"use strict";
const cards = [...document.querySelectorAll(".card")];
const deck = document.getElementById("deck");
const tag = document.getElementById("tag");
const all = document.getElementById("all");
const shown = () => cards.filter((card) => !card.hidden && !card.parentElement.hidden);

function filter() {
  for (const section of document.querySelectorAll(".deck")) {
    let some = false;
    const here = !deck.value || section.dataset.deck === deck.value;
    for (const card of section.querySelectorAll(".card")) {
      card.hidden = !here || (tag.value && !card.dataset.tags.split(" ").includes(tag.value));
      some = some || !card.hidden;
    }
    section.hidden = !some;
  }
  const count = shown().length;
  document.getElementById("count").textContent = count === 1 ? "1 card" : `${count} cards`;
}

function turn(card) {
  const answer = card.querySelector("details");
  answer.open = !answer.open;
}

function go(step) {
  const list = shown();
  if (!list.length) return;
  const place = list.indexOf(document.activeElement.closest(".card"));
  const next = list[Math.min(Math.max(place + step, 0), list.length - 1)];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

for (const card of cards) {
  card.tabIndex = 0;
  card.addEventListener("click", (event) => {
    if (!event.target.closest("a, summary, .back") && !String(getSelection())) turn(card);
  });
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("select, button, input, a, summary")) return;
  const card = document.activeElement.closest(".card");
  if (event.key === "j" || event.key === "ArrowRight") go(1);
  else if (event.key === "k" || event.key === "ArrowLeft") go(-1);
  else if ((event.key === " " || event.key === "Enter") && card) turn(card);
  else return;
  event.preventDefault();
});
all.addEventListener("click", () => {
  const open = all.getAttribute("aria-pressed") !== "true";
  all.setAttribute("aria-pressed", String(open));
  all.textContent = open ? "Hide all answers" : "Show all answers";
  for (const card of shown()) card.querySelector("details").open = open;
});
deck.addEventListener("change", filter);
tag.addEventListener("change", filter);
document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
// Not every browser prints what is folded: open it for the paper, fold it again afterwards.
let opened = [];
addEventListener("beforeprint", () => {
  opened = shown().map((card) => card.querySelector("details")).filter((one) => !one.open);
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
filter();
