"""A strict fake of VK's API, long poll and upload servers."""

from tests.fakes.vk.phone import VkChat, VkPhone, client_info
from tests.fakes.vk.server import GROUP, TOKEN, FakeVk

__all__ = ["GROUP", "TOKEN", "FakeVk", "VkChat", "VkPhone", "client_info"]
