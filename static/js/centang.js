// Can a paper with many signers be ticked at once? One button per group of boxes; each box can still be unticked.

for (const kelompok of document.querySelectorAll("[data-centang]")) {
  const kotak = [...kelompok.querySelectorAll("input[type=checkbox]")];
  if (kotak.length < 2) continue;
  const tombol = document.createElement("button");
  tombol.type = "button";
  tombol.className = "govuk-button govuk-button--secondary govuk-!-margin-bottom-2";
  tombol.textContent = "Centang semua";
  tombol.setAttribute("aria-label", `Centang semua penanda tangan ${kelompok.dataset.centang}`);
  tombol.addEventListener("click", () => {
    for (const satu of kotak) satu.checked = true;
    kotak[0].focus();
  });
  kelompok.before(tombol);
}
