"""VK: vkbottle lives here and nowhere else. Imported only when a token is set."""
