// A photo's way from one page to the next. IndexedDB also works over http, where there are no caches.
const database = () =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("handover", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("photos");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });

// Whatever another page left behind goes with each turn: phones are shared.
const turn = (db, act) =>
  new Promise((resolve, reject) => {
    const transaction = db.transaction("photos", "readwrite");
    const asked = act(transaction.objectStore("photos"));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

export async function keep(photo) {
  const key = `${Date.now()}`;
  const { name, type } = photo;
  // Older Safari loses blobs that it keeps, never bytes.
  const bytes = await photo.arrayBuffer();
  await turn(await database(), (store) => {
    store.clear();
    return store.put({ name, type, bytes }, key);
  });
  return key;
}

export async function take(key) {
  const kept = await turn(await database(), (store) => {
    const asked = store.get(key);
    store.clear();
    return asked;
  });
  return kept && new File([kept.bytes], kept.name, { type: kept.type });
}
