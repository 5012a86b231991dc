"""The month: readiness, computation, states, results, explanation and forecast."""
