"""The network: a small encoder, three embeddings for what its lower-case vocabulary loses, and heads for each task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from transformers import AutoModel

from generator.annotate.windows import Place, Quoted, Shape
from generator.annotate.wordtags import NAME_TAGS, POINTER_SIZE, POINTERS, SPEECH_TAGS

if TYPE_CHECKING:
    from pathlib import Path


class Net(nn.Module):
    """Wordpieces and features → logits of name tags and speech tags, and queries and keys of pointers."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # Dropout inside the encoder takes a third of the time and keeps torch from its fast kernel of attention;
        # hidden words (see `teach`) serve the same end.
        self.encoder: Any = AutoModel.from_pretrained(
            folder, add_pooling_layer=False, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
        )
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
        size = int(self.encoder.config.hidden_size)
        self.features = nn.ModuleList(nn.Embedding(len(kind), size) for kind in (Shape, Quoted, Place))
        for table in self.features:
            nn.init.normal_(table.weight, std=0.02)
        self.drop = nn.Dropout(0.1)
        self.names = nn.Linear(size, len(NAME_TAGS))
        self.speech = nn.Linear(size, len(SPEECH_TAGS))
        self.pointers = nn.Linear(size, 2 * len(POINTERS) * POINTER_SIZE)

    def forward(
        self, ids: torch.Tensor, features: torch.Tensor, mask: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Logits of names (B, L, 19), of speech (B, L, 7), and queries and keys of pointers (B, L, 4 × 64).

        Args:
            ids: wordpieces, shape (B, L).
            features: shape (B, L, 3).
            mask: 1 where there is a wordpiece, shape (B, L).
        """
        inputs = self.encoder.embeddings.word_embeddings(ids)
        for column, table in enumerate(self.features):
            inputs = inputs + table(features[:, :, column])
        hidden = self.drop(self.encoder(inputs_embeds=inputs, attention_mask=mask).last_hidden_state)
        return self.names(hidden), self.speech(hidden), self.pointers(hidden)


def pointer_scores(pointers: torch.Tensor, column: int) -> torch.Tensor:
    """How strongly each wordpiece points at each other, shape (B, L, L)."""
    query, key = pointers[:, :, 2 * column * POINTER_SIZE : (2 * column + 2) * POINTER_SIZE].chunk(2, dim=-1)
    return query @ key.transpose(1, 2) / POINTER_SIZE**0.5
