import DefaultTheme from 'vitepress/theme';
import 'sidestep-race/element';

export default DefaultTheme;
