// Can a value be carried into another program with one press? A button beside each, only where copying works.

if (navigator.clipboard) {
  const kabar = document.createElement("p");
  kabar.className = "govuk-visually-hidden";
  kabar.setAttribute("role", "status");
  document.body.append(kabar);
  for (const isi of document.querySelectorAll("[data-salin]")) {
    const nilai = isi.textContent.trim();
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "sahih-tombol-tautan";
    tombol.textContent = "Salin";
    tombol.setAttribute("aria-label", `Salin ${isi.dataset.salin}`);
    tombol.addEventListener("click", async () => {
      await navigator.clipboard.writeText(nilai);
      tombol.textContent = "Tersalin";
      kabar.textContent = `${isi.dataset.salin} tersalin.`;
      isi.parentElement.classList.add("tersalin");
    });
    isi.append(" ", tombol);
  }
}
