"""Good manners for customer contacts in other countries, as a one-page brief."""

__version__ = "0.1.0"
