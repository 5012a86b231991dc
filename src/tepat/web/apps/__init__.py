"""One app for each part of the office; an app reaches another only through its services and selectors."""
