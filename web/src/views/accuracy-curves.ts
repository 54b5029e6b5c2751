import { isTested } from '../reader/traits.ts';
import { t } from '../toolkit/i18n.ts';
import { quantityChart } from './quantity-chart.ts';
import type { View } from './view.ts';

/** The share of right answers on unseen data, or of the variance of numbers that is explained, wherever it was measured. */
export const accuracyCurves: View = {
  id: 'accuracy',
  title: 'view.accuracy',
  fits: isTested,
  render: (stage) => quantityChart(stage, ['accuracy', 'r2'], t('view.accuracy')),
};
