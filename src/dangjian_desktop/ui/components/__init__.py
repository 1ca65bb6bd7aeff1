"""Components of the window, one small module each; the gallery shows them all."""
