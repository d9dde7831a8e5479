"""VK: both pure halves by table, the channel through vkbottle against the fake."""
