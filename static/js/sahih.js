// What happens on the page beyond plain HTML? Widgets are started, refusals become visible, a form is sent only once.
// Nothing here is needed to get work done: every form and link works without it.

const TANPA_JARINGAN = {
  judul: "Sambungan terputus",
  kalimat: "Permintaan belum sampai ke server. Isian Anda masih ada di halaman ini. Periksa jaringan, lalu kirim ulang.",
};
const TERLALU_LAMA = {
  judul: "Server terlalu lama menjawab",
  kalimat: "Muat ulang halaman ini untuk melihat apakah permintaan Anda sudah diterima sebelum mengirim ulang.",
};
const KALIMAT = {
  400: ["Permintaan tidak dapat dibaca", "Muat ulang halaman ini, lalu coba lagi."],
  401: ["Sesi Anda sudah berakhir", "Masuk kembali, lalu ulangi langkah ini."],
  403: ["Anda tidak berwenang", "Langkah ini bukan kewenangan penugasan Anda saat ini."],
  404: ["Tidak ditemukan", "Data ini tidak ada atau di luar wilayah Anda."],
  409: ["Belum bisa dilakukan", "Keadaan sudah berubah. Muat ulang halaman ini untuk melihat keadaan terbaru."],
  413: ["Berkas terlalu besar", "Kecilkan berkas, lalu unggah lagi."],
  415: ["Jenis berkas tidak diterima", "Gunakan berkas PDF, JPEG, atau PNG."],
  429: ["Terlalu banyak permintaan", "Tunggu sebentar, lalu coba lagi."],
  503: ["Sistem sedang dipelihara", "Coba lagi beberapa menit lagi. Data yang sudah tersimpan aman."],
};
const LAIN = ["Terjadi gangguan pada sistem", "Permintaan belum selesai. Coba lagi beberapa saat lagi."];

const BAHASA = {
  characterCount: {
    i18n: {
      charactersUnderLimit: { other: "Sisa %{count} huruf" },
      charactersAtLimit: "Sisa 0 huruf",
      charactersOverLimit: { other: "Kelebihan %{count} huruf" },
      wordsUnderLimit: { other: "Sisa %{count} kata" },
      wordsAtLimit: "Sisa 0 kata",
      wordsOverLimit: { other: "Kelebihan %{count} kata" },
      textareaDescription: { other: "Paling banyak %{count} huruf." },
    },
  },
  passwordInput: {
    i18n: {
      showPassword: "Tampilkan",
      hidePassword: "Sembunyikan",
      showPasswordAriaLabel: "Tampilkan kata sandi",
      hidePasswordAriaLabel: "Sembunyikan kata sandi",
      passwordShownAnnouncement: "Kata sandi terlihat",
      passwordHiddenAnnouncement: "Kata sandi tersembunyi",
    },
  },
};

// A refused form is a page that reloading would send again: the entry in the history becomes the page it came from.
if (document.body.dataset.asal) history.replaceState(null, "", document.body.dataset.asal);

// --- widgets -------------------------------------------------------------

async function mulaiWidget() {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const { initAll } = await import(document.body.dataset.govuk);
  // A fragment swapped in by htmx may share its parent with widgets that run already: only that complaint is ignored.
  const onError = (galat) => galat.name === "InitError" || console.error(galat);
  initAll({ ...BAHASA, onError });
  document.addEventListener("htmx:load", (e) => {
    if (e.target !== document.body) initAll({ ...BAHASA, onError, scope: e.target.parentElement ?? document });
  });
}

// --- refusals ------------------------------------------------------------

const wadah = () => document.getElementById("galat");
const dariJadwal = (detail) => !detail.requestConfig?.triggeringEvent && detail.requestConfig?.verb === "get";

function potongan(judul, kalimat) {
  const kotak = document.createElement("div");
  kotak.className = "sahih-pesan sahih-pesan--galat";
  const kepala = document.createElement("p");
  kepala.className = "sahih-pesan__judul";
  kepala.textContent = judul;
  const isi = document.createElement("p");
  isi.textContent = kalimat;
  kotak.append(kepala, isi);
  return kotak;
}

function tunjukkan(detail) {
  if (!dariJadwal(detail)) wadah()?.focus();
}

function tampilkan({ judul, kalimat }, detail) {
  // Polling may fail again and again: the same sentence is announced once.
  if (wadah()?.textContent === judul + kalimat) return;
  wadah()?.replaceChildren(potongan(judul, kalimat));
  tunjukkan(detail);
}

// A whole page or a proxy's own text is not a fragment of ours; then the sentence comes from the status.
// Our own refusal fragment carries data-kode: whatever its status, it never replaces the form.
const adalahPotongan = (teks) => /^\s*</.test(teks) && !/<html[\s>]/i.test(teks);

document.addEventListener("htmx:beforeSwap", (e) => {
  const { xhr } = e.detail;
  if (xhr.status < 400) {
    // The session ended and the answer is the log-in page: go there instead of showing it inside this one.
    if (/<html[\s>]/i.test(xhr.responseText) && new URL(xhr.responseURL).pathname === "/masuk") {
      e.preventDefault();
      location.assign(xhr.responseURL);
    }
    return;
  }
  if (xhr.status === 422 && /^\s*</.test(xhr.responseText) && !/^\s*<[^>]* data-kode=/.test(xhr.responseText)) {
    // The server may answer with the whole page, as it does without htmx: only the part asked for is taken.
    if (!adalahPotongan(xhr.responseText) && e.detail.target.id) e.detail.selectOverride = `#${e.detail.target.id}`;
    return;
  }
  if (!wadah()) return;
  const [judul, kalimat] = KALIMAT[xhr.status] ?? LAIN;
  Object.assign(e.detail, { shouldSwap: true, isError: true, target: wadah(), swapOverride: "innerHTML", selectOverride: "unset" });
  if (!adalahPotongan(xhr.responseText)) e.detail.serverResponse = potongan(judul, kalimat).outerHTML;
});

document.addEventListener("htmx:afterSettle", (e) => {
  if (wadah()?.contains(e.target)) tunjukkan(e.detail);
});
document.addEventListener("htmx:sendError", (e) => tampilkan(TANPA_JARINGAN, e.detail));
document.addEventListener("htmx:timeout", (e) => tampilkan(TERLALU_LAMA, e.detail));
document.addEventListener("htmx:beforeRequest", (e) => {
  if (!dariJadwal(e.detail)) wadah()?.replaceChildren();
});

// --- a form is sent once -------------------------------------------------

const BATAS_TUNGGU = 15000;
const tombolKirim = (form) => form.querySelectorAll("button[type=submit], input[type=submit]");

function kunci(form, terkunci) {
  form.toggleAttribute("data-terkirim", terkunci);
  form.setAttribute("aria-busy", String(terkunci));
  for (const tombol of tombolKirim(form)) tombol.disabled = terkunci;
}

document.addEventListener("submit", (e) => {
  const form = e.target;
  // htmx has taken the event over when its default is prevented; it is locked below.
  if (e.defaultPrevented || form.method !== "post") return;
  if (form.hasAttribute("data-terkirim")) return e.preventDefault();
  // After this tick, or the pressed button's own name and value would be left out of the request.
  setTimeout(() => kunci(form, true));
  // A download leaves the page standing, and a dead network says nothing.
  setTimeout(() => kunci(form, false), BATAS_TUNGGU);
});
document.addEventListener("htmx:beforeRequest", (e) => {
  const form = e.detail.elt.closest("form");
  if (form?.method === "post" && e.detail.requestConfig.verb !== "get") kunci(form, true);
});
document.addEventListener("htmx:afterRequest", (e) => {
  const form = e.detail.elt.closest("form");
  if (form?.hasAttribute("data-terkirim")) kunci(form, false);
});
addEventListener("pageshow", () => document.querySelectorAll("form[data-terkirim]").forEach((form) => kunci(form, false)));

// --- menus ---------------------------------------------------------------

document.addEventListener("click", (e) => {
  document.querySelectorAll("details.sahih-akun[open]").forEach((menu) => menu.contains(e.target) || (menu.open = false));
});
document.addEventListener("keydown", (e) => {
  const menu = e.key === "Escape" && document.querySelector("details.sahih-akun[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

mulaiWidget();
