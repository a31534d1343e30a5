// How does a form that saves itself live with its own buttons? One request at a time: a button pressed during an
// autosave waits for it, so that no page refuses its own author as stale.
(() => {
  const form = document.getElementById("isian");
  const simpan = document.getElementById("simpan-otomatis");
  const status = document.getElementById("status-simpan");
  if (!form || !simpan) return;
  let berjalan = false;
  let menunggu = null;
  let dikirim = false;

  simpan.addEventListener("htmx:beforeRequest", (e) => {
    if (dikirim) return e.preventDefault();
    berjalan = true;
  });
  simpan.addEventListener("htmx:afterRequest", (e) => {
    berjalan = false;
    // A 422 brings its own sentence; any other failure would leave the last "saved" standing.
    if (!e.detail.successful && e.detail.xhr.status !== 422) status.textContent = "Belum tersimpan.";
    if (!menunggu) return;
    const tombol = menunggu;
    menunggu = null;
    form.requestSubmit(tombol === true ? undefined : tombol);
  });
  // The local copy belongs to the version that the server now has.
  document.addEventListener("htmx:afterSettle", () => {
    form.dataset.versi = document.getElementById("versi-usulan").value;
  });
  document.addEventListener(
    "submit",
    (e) => {
      if (e.target !== form) return;
      if (berjalan) {
        e.preventDefault();
        e.stopImmediatePropagation();
        menunggu = e.submitter ?? true;
        return;
      }
      dikirim = true;
    },
    true,
  );
  addEventListener("pageshow", () => (dikirim = false));
})();
