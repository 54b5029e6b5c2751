'use client';

import 'sidestep-race/element';

export const Element = () => null;
