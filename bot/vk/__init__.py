"""VK; the only place vkbottle lives."""
