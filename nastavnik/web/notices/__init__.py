"""What a person is told in the product, and what they want to be told of."""
