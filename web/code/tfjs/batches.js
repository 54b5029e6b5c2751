let shuffled = {};

/** The items of step t: each epoch has an order of its own (a Fisher-Yates shuffle). */
function batchOf(t) {
  const items = targets.length;
  const batches = Math.ceil(items / batch);
  if (batches === 1) return Array.from({ length: items }, (_, i) => i);
  const epoch = Math.floor(t / batches);
  if (shuffled.epoch !== epoch) shuffled = { epoch, order: orderOf(epoch, items) };
  return shuffled.order.slice((t % batches) * batch, ((t % batches) + 1) * batch);
}

function orderOf(epoch, items) {
  const order = Array.from({ length: items }, (_, i) => i);
  const random = new Pcg32(seed, 1000 + epoch); //? shuffle
  for (let i = items; i > 1; i--) { //? shuffle
    const j = random.below(i); //? shuffle
    [order[i - 1], order[j]] = [order[j], order[i - 1]]; //? shuffle
  } //? shuffle
  return order;
}
