// Is this file the issued one? Hashed in the browser, so the file never leaves the device. Without scripts or without
// a secure context the form uploads it instead.
const formulir = document.querySelector("form[data-periksa-berkas]");

async function sidik(berkas) {
  const hasil = await crypto.subtle.digest("SHA-256", await berkas.arrayBuffer());
  return [...new Uint8Array(hasil)].map((b) => b.toString(16).padStart(2, "0")).join("");
}

function jawab(kunci) {
  for (const p of document.querySelectorAll("[data-jawaban]")) p.hidden = p.dataset.jawaban !== kunci;
}

if (formulir && globalThis.crypto?.subtle) {
  formulir.addEventListener("submit", async (kejadian) => {
    const berkas = formulir.querySelector("input[type=file]").files[0];
    if (!berkas) return;
    kejadian.preventDefault();
    const nilai = await sidik(berkas);
    const cocok = (nama) => (formulir.dataset[nama] || "").split(" ").includes(nilai);
    jawab(["terbit", "salinan", "elektronik", "pindaian"].find(cocok) ?? "beda");
    document.getElementById("hasil-periksa").focus();
  });
}
