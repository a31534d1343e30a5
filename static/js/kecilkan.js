// How does a 6 MB photo leave a village with a bad signal? `input[type=file][data-kecilkan]`: photos are drawn again at
// no more than 1600 px (or the attribute's own number) before they are sent. The photo's EXIF block (time, position) is carried over unchanged, except
// that its orientation is set to upright, because the drawing has already been turned.
(() => {
  const SISI = 1600;
  const MUTU = 0.85;
  const CUKUP_KECIL = 400 * 1024;
  const ORIENTASI = 0x0112;

  const bekerja = new WeakMap();

  // The APP1 "Exif" segment of a JPEG, or null. Segments are 0xFF, marker, two bytes of length.
  function exif(bita) {
    const lihat = new DataView(bita.buffer);
    let di = 2;
    while (di + 10 < bita.length && bita[di] === 0xff && bita[di + 1] !== 0xda) {
      const panjang = lihat.getUint16(di + 2);
      if (bita[di + 1] === 0xe1 && lihat.getUint32(di + 4) === 0x45786966) return bita.slice(di, di + 2 + panjang);
      di += 2 + panjang;
    }
    return null;
  }

  function tegakkan(segmen) {
    const lihat = new DataView(segmen.buffer);
    const awal = 10;
    const kecil = lihat.getUint16(awal) === 0x4949;
    const ifd = awal + lihat.getUint32(awal + 4, kecil);
    const jumlah = lihat.getUint16(ifd, kecil);
    for (let i = 0; i < jumlah; i++) {
      const entri = ifd + 2 + 12 * i;
      if (lihat.getUint16(entri, kecil) === ORIENTASI) lihat.setUint16(entri + 8, 1, kecil);
    }
    return segmen;
  }

  async function gambarUlang(berkas, sisi) {
    const gambar = await createImageBitmap(berkas);
    const skala = Math.min(1, sisi / Math.max(gambar.width, gambar.height));
    const kanvas = document.createElement("canvas");
    kanvas.width = Math.round(gambar.width * skala);
    kanvas.height = Math.round(gambar.height * skala);
    const pena = kanvas.getContext("2d");
    // A transparent PNG would turn black in JPEG.
    pena.fillStyle = "#fff";
    pena.fillRect(0, 0, kanvas.width, kanvas.height);
    pena.drawImage(gambar, 0, 0, kanvas.width, kanvas.height);
    gambar.close();
    return new Promise((selesai) => kanvas.toBlob(selesai, "image/jpeg", MUTU));
  }

  async function kecilkan(berkas, sisi) {
    if (!/^image\/(jpeg|png)$/.test(berkas.type) || berkas.size <= CUKUP_KECIL) return berkas;
    try {
      const asli = berkas.type === "image/jpeg" ? new Uint8Array(await berkas.arrayBuffer()) : null;
      const segmen = asli && exif(asli);
      const baru = await gambarUlang(berkas, sisi);
      const bagian = segmen ? [baru.slice(0, 2), tegakkan(segmen), baru.slice(2)] : [baru];
      const hasil = new File(bagian, berkas.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg", lastModified: berkas.lastModified });
      return hasil.size < berkas.size ? hasil : berkas;
    } catch {
      // An odd or broken picture is sent as it is; the server decides.
      return berkas;
    }
  }

  const ukuran = (bita) =>
    bita >= 1024 * 1024
      ? `${(bita / 1024 / 1024).toLocaleString("id-ID", { maximumFractionDigits: 1 })} MB`
      : `${Math.round(bita / 1024)} KB`;

  function catat(masukan, kalimat) {
    let catatan = masukan.parentElement.querySelector(".sahih-catatan-berkas");
    if (!catatan) {
      catatan = document.createElement("p");
      catatan.className = "sahih-catatan-berkas";
      catatan.setAttribute("role", "status");
      masukan.after(catatan);
    }
    catatan.textContent = kalimat;
  }

  async function proses(masukan) {
    const semula = [...masukan.files];
    catat(masukan, "");
    const sisi = Number(masukan.dataset.kecilkan) || SISI;
    const hasil = await Promise.all(semula.map((b) => kecilkan(b, sisi)));
    const berat = (daftar) => daftar.reduce((n, b) => n + b.size, 0);
    if (berat(hasil) >= berat(semula)) return;
    const wadah = new DataTransfer();
    for (const b of hasil) wadah.items.add(b);
    masukan.files = wadah.files;
    catat(masukan, `Foto diperkecil dari ${ukuran(berat(semula))} menjadi ${ukuran(berat(hasil))}.`);
  }

  document.addEventListener("change", (e) => {
    const masukan = e.target;
    if (!masukan.matches?.("input[type=file][data-kecilkan]") || !masukan.files.length) return;
    const tugas = proses(masukan).finally(() => bekerja.get(masukan.form) === tugas && bekerja.delete(masukan.form));
    if (masukan.form) bekerja.set(masukan.form, tugas);
  });

  // Sent while a photo is still being drawn: wait, then send the small one. Capture: before htmx and the submit guard.
  document.addEventListener(
    "submit",
    (e) => {
      const tugas = bekerja.get(e.target);
      if (!tugas) return;
      e.preventDefault();
      e.stopImmediatePropagation();
      tugas.finally(() => e.target.requestSubmit(e.submitter));
    },
    true,
  );
})();
