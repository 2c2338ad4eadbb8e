"""The office: who works with which factory, and for those who look after them, people and laptops."""
