export default {
  title: 'Five races',
  vue: { template: { compilerOptions: { isCustomElement: (tag) => tag === 'sidestep-race' } } },
};
