"""The window: theme, components, frame, record page. Only this package and the capabilities' pages import Qt."""
