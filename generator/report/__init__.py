"""What each page says: frozen page models, one module a kind of page. Templates only print them."""
