// What happens to half-typed work when the network or the power fails? `form[data-draf]` is kept in this browser for
// 7 days, per user, form and version of the record; it comes back with a visible note and can be thrown away.
// Never kept: passwords, files, hidden fields (CSRF token, version, idempotency key) and fields marked data-tanpa-draf.
(() => {
  const AWALAN = "draf:";
  const UMUR = 7 * 24 * 3600 * 1000;
  const TERKIRIM = "draf-terkirim";
  const LEWATI = new Set(["hidden", "password", "file", "submit", "button", "reset"]);

  const pengguna = () => document.body.dataset.user;
  const kunci = (form) => `${AWALAN}${pengguna()}:${form.dataset.draf}`;
  const versi = (form) => form.dataset.versi ?? "";
  const bidang = (form) =>
    [...form.elements].filter((e) => e.name && !LEWATI.has(e.type) && !("tanpaDraf" in e.dataset));

  function baca(form) {
    try {
      return JSON.parse(localStorage.getItem(kunci(form)));
    } catch {
      return null;
    }
  }

  function nilai(form) {
    const isi = {};
    for (const e of bidang(form)) {
      if (e.type === "checkbox" || e.type === "radio") {
        isi[e.name] ??= [];
        if (e.checked) isi[e.name].push(e.value);
      } else if (e.multiple) {
        isi[e.name] = [...e.selectedOptions].map((o) => o.value);
      } else {
        // Several fields may share a name (rows of a list): keep them all, in order.
        (isi[e.name] ??= []).push(e.value);
      }
    }
    return isi;
  }

  function pasang(form, isi) {
    const urutan = {};
    for (const e of bidang(form)) {
      const tersimpan = isi[e.name];
      if (!tersimpan) continue;
      if (e.type === "checkbox" || e.type === "radio") e.checked = tersimpan.includes(e.value);
      else if (e.multiple) for (const o of e.options) o.selected = tersimpan.includes(o.value);
      else {
        const ke = (urutan[e.name] = (urutan[e.name] ?? -1) + 1);
        if (ke < tersimpan.length) e.value = tersimpan[ke];
      }
    }
  }

  function simpan(form) {
    try {
      localStorage.setItem(kunci(form), JSON.stringify({ waktu: Date.now(), versi: versi(form), isi: nilai(form) }));
    } catch {
      // Storage full or switched off: the form itself still works.
    }
  }

  const alamat = () => location.href.split("#")[0];
  const tandai = (form) => sessionStorage.setItem(TERKIRIM, JSON.stringify({ kunci: kunci(form), asal: alamat() }));

  function buang(kunciDraf) {
    localStorage.removeItem(kunciDraf);
  }

  function catatan(form, waktu) {
    const kapan = new Date(waktu).toLocaleString("id-ID", { dateStyle: "long", timeStyle: "short" });
    const kotak = document.createElement("div");
    kotak.className = "sahih-draf";
    const kalimat = document.createElement("p");
    kalimat.setAttribute("role", "status");
    kalimat.textContent = `Draf dipulihkan dari ${kapan}. Isian ini belum terkirim.`;
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "sahih-tombol-tautan";
    tombol.textContent = "Buang draf";
    tombol.addEventListener("click", () => {
      clearTimeout(tunda);
      buang(kunci(form));
      form.reset();
      kotak.remove();
      bidang(form)[0]?.focus();
    });
    kotak.append(kalimat, tombol);
    form.prepend(kotak);
  }

  function pulihkan(form) {
    if (form.dataset.drafDiperiksa) return;
    form.dataset.drafDiperiksa = "ya";
    const draf = baca(form);
    if (!draf) return;
    if (Date.now() - draf.waktu > UMUR || draf.versi !== versi(form)) return buang(kunci(form));
    // After a refused submit the server has already put back what was typed.
    if (form.querySelector(".govuk-error-message") || document.querySelector(".govuk-error-summary")) return;
    if (JSON.stringify(draf.isi) === JSON.stringify(nilai(form))) return;
    pasang(form, draf.isi);
    catatan(form, draf.waktu);
    form.dispatchEvent(new CustomEvent("draf:dipulihkan", { bubbles: true, detail: { waktu: draf.waktu } }));
  }

  function bersihkan(syarat) {
    for (const k of Object.keys(localStorage)) if (k.startsWith(AWALAN) && syarat(k)) buang(k);
  }

  function usang(k) {
    try {
      return Date.now() - JSON.parse(localStorage.getItem(k)).waktu > UMUR;
    } catch {
      return true;
    }
  }

  // A plain submit is known to have arrived only when another page of ours, not a refusal, answers it.
  function periksaTerkirim() {
    // The session ended under the form: what was sent travels through the sign-in, the answer is still to come.
    if (!pengguna()) return;
    const tanda = JSON.parse(sessionStorage.getItem(TERKIRIM) ?? "null");
    sessionStorage.removeItem(TERKIRIM);
    if (!tanda || "galat" in document.body.dataset || document.referrer.split("#")[0] !== tanda.asal) return;
    const masihAda = [...document.querySelectorAll("form[data-draf]")].some(
      (form) => kunci(form) === tanda.kunci && form.querySelector(".govuk-error-message"),
    );
    if (!masihAda && !document.querySelector(".govuk-error-summary")) buang(tanda.kunci);
  }

  let tunda;
  const jadwalkan = (e) => {
    const form = e.target.closest?.("form[data-draf]");
    if (!form) return;
    clearTimeout(tunda);
    tunda = setTimeout(() => simpan(form), 400);
  };
  document.addEventListener("input", jadwalkan);
  document.addEventListener("change", jadwalkan);

  document.addEventListener("submit", (e) => {
    const form = e.target;
    const tertunda = !pengguna() && JSON.parse(sessionStorage.getItem(TERKIRIM) ?? "null");
    if (form.matches("[data-keluar]")) return bersihkan(() => true);
    if (tertunda) sessionStorage.setItem(TERKIRIM, JSON.stringify({ ...tertunda, asal: alamat() }));
    if (!form.matches("form[data-draf]") || e.defaultPrevented) return;
    clearTimeout(tunda);
    simpan(form);
    tandai(form);
  });
  // Only the form's own request ends its draft; an autosave or a look-up inside it does not.
  document.addEventListener("htmx:afterRequest", (e) => {
    const form = e.detail.elt;
    if (!form.matches?.("form[data-draf]")) return;
    if (e.detail.xhr.status === 401) tandai(form);
    if (!e.detail.successful) return;
    clearTimeout(tunda);
    buang(kunci(form));
  });
  document.addEventListener("htmx:afterSettle", () => document.querySelectorAll("form[data-draf]").forEach(pulihkan));
  addEventListener("pageshow", (e) => e.persisted && sessionStorage.removeItem(TERKIRIM));

  periksaTerkirim();
  bersihkan(usang);
  document.querySelectorAll("form[data-draf]").forEach(pulihkan);
})();
