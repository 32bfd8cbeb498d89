"""Views: each reads its desk, calls a service and shows what came back. No counting happens here."""
