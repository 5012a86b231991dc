"""The formula language: text to a typed tree, and from it exact SQL, one exact case, and prose."""
