// The chart library draws as many dots as the screen has; paper has more.
Object.defineProperty(window, "devicePixelRatio", {value: Math.max(2, window.devicePixelRatio || 1)});
