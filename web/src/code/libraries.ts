// The libraries that differentiate by themselves: how each writes what a race is made of.
import { numpy } from './python.ts';
import type { Library } from './surface.ts';
import type { Dialect } from './write.ts';

export interface Trainer extends Library {
  imports: string[];
  /** Lines before everything else. */
  begin: string[];
  /** A function `fit(optimizer)` that gives the last parameters and the loss there. */
  train: string;
  /** What an optimizer gets before its own arguments. */
  given: string[];
  /** How a lane makes its optimizer. */
  lane(optimizer: string): string;
}

/** The functions of a library under the names that expressions have; `others`: those that it calls otherwise. */
const dialect = (prefix: string, others: Readonly<Record<string, string>>): Dialect => ({
  ...numpy(false),
  call: (name, of) =>
    name === 'sigmoid' ? `sigmoid(${of[0]})` : `${prefix}.${others[name] ?? name}(${of.join(', ')})`,
  choice: (when, then, otherwise) => `${prefix}.where(${when}, ${then.text}, ${otherwise.text})`,
});

const NUMPY_NAMES = {
  max: 'maximum',
  min: 'minimum',
  asin: 'arcsin',
  acos: 'arccos',
  atan: 'arctan',
  atan2: 'arctan2',
};

export const TRAINERS: Readonly<Record<string, Trainer>> = {
  pytorch: {
    imports: ['torch', 'torch.nn as nn'],
    begin: [],
    array: (list) => `torch.tensor(${list}, dtype=torch.float64)`,
    dialect: {
      ...dialect('torch', { max: 'maximum', min: 'minimum' }),
      choice: (when, then, otherwise) => `${then.text} if ${when} else ${otherwise.text}`,
    },
    derives: true,
    given: ['w'],
    lane: (optimizer) => `lambda w: ${optimizer}`,
    train: `def fit(optimizer_of):
    w = start.clone().requires_grad_()
    optimizer = optimizer_of([w])
    for _ in range(steps):
        optimizer.zero_grad()
        loss(w).backward()
        optimizer.step()
    return w, loss(w).item()`,
  },
  keras: {
    imports: ['keras'],
    begin: ['keras.config.set_floatx("float64")'],
    array: (list) => `np.array(${list})`,
    dialect: dialect('keras.ops', NUMPY_NAMES),
    derives: true,
    given: [],
    lane: (optimizer) => optimizer,
    train: `class Race(keras.Model):
    """A model whose only weights are the point, and whose output is the loss there."""

    def __init__(self):
        super().__init__()
        self.w = self.add_weight(shape=start.shape, initializer="zeros")
        self.w.assign(start)

    def call(self, x):
        return x + loss(self.w)


def fit(optimizer):
    model = Race()
    model.compile(optimizer=optimizer, loss=lambda _, y: y)
    for _ in range(steps):
        model.train_on_batch(np.zeros((1, 1)), np.zeros((1, 1)))
    w = keras.ops.convert_to_numpy(model.w)
    return w, float(loss(w))`,
  },
  optax: {
    imports: ['jax', 'jax.numpy as jnp', 'optax'],
    begin: ['jax.config.update("jax_enable_x64", True)'],
    array: (list) => `jnp.array(${list})`,
    dialect: dialect('jnp', NUMPY_NAMES),
    derives: true,
    given: [],
    lane: (optimizer) => optimizer,
    train: `def fit(optimizer):
    @jax.jit
    def step(w, state):
        updates, state = optimizer.update(jax.grad(loss)(w), state, w)
        return optax.apply_updates(w, updates), state

    w, state = start, optimizer.init(start)
    for _ in range(steps):
        w, state = step(w, state)
    return w, float(loss(w))`,
  },
};
