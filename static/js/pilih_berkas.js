// What does a file field say? A browser speaks its own language there, often English. The field itself stays on top,
// unseen, and still takes the press, the key and the dropped file; beneath it stands our sentence.
(() => {
  const tampak = new WeakMap();

  function sebut(masukan) {
    const berkas = [...masukan.files];
    if (!berkas.length) return "Masih kosong";
    return berkas.length === 1 ? berkas[0].name : `${berkas.length} berkas dipilih`;
  }

  function tulis(masukan) {
    const teks = tampak.get(masukan);
    if (teks) teks.textContent = sebut(masukan);
  }

  function pasang(masukan) {
    if (tampak.has(masukan)) return;
    const bingkai = document.createElement("div");
    bingkai.className = "sahih-pilih";
    const kotak = document.createElement("div");
    kotak.className = "sahih-pilih__kotak";
    kotak.setAttribute("aria-hidden", "true");
    const tombol = document.createElement("span");
    tombol.className = "sahih-pilih__tombol";
    tombol.textContent = masukan.hasAttribute("capture") ? "Buka kamera" : "Pilih berkas";
    const teks = document.createElement("span");
    teks.className = "sahih-pilih__nama";
    kotak.append(tombol, teks);
    masukan.replaceWith(bingkai);
    bingkai.append(masukan, kotak);
    tampak.set(masukan, teks);
    tulis(masukan);
  }

  const semua = (akar) => akar.querySelectorAll("input.govuk-file-upload");
  semua(document).forEach(pasang);
  document.addEventListener("htmx:load", (e) => semua(e.target).forEach(pasang));
  document.addEventListener("change", (e) => tulis(e.target));
  addEventListener("pageshow", () => semua(document).forEach(tulis));
})();
