"""Facts: from what people say and files hold to what is known, in whole steps and with its date."""
