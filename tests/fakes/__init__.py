"""Strict fakes of the messengers' servers, on loopback; the product never imports them."""
